package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Behaviour;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Place;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schemas whose names mean something to the metadata of JDBC, beside those that they would mean. */
class OddSchemaTest {
    private static final List<String> ODD = List.of("shop\\1", "sh_p%1");

    /** Found by one of those as a pattern, with and without an escape. */
    private static final List<String> ALIKE = List.of("shop1", "shop\\\\1", "shop%1", "shop11");

    private static void execute(Database database, List<String> texts) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    private static String quote(Engine engine, String name) {
        return engine.isMySql() ? "`" + name + "`" : "\"" + name + "\"";
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "HSQLDB", "DERBY", "POSTGRESQL_18", "MARIADB"})
    void tables_ofAnOddSchema_areFoundAndNoOthers(Engine engine) throws SQLException {
        Database database = engine.database();
        List<String> dropped = new ArrayList<>();
        try {
            List<String> all = new ArrayList<>(ODD);
            all.addAll(ALIKE);
            for (String schema : all) {
                String quoted = quote(engine, schema);
                execute(
                        database,
                        List.of(
                                "CREATE SCHEMA " + quoted,
                                "CREATE TABLE " + quoted + ".noclobber_a0i9o_orders_1 (id INT NOT NULL PRIMARY KEY)"));
                dropped.add("DROP TABLE " + quoted + ".noclobber_a0i9o_orders_1");
                dropped.add("DROP SCHEMA " + quoted + (engine == Engine.DERBY ? " RESTRICT" : ""));
            }
            for (String schema : ODD) {
                assertThat(found(database, schema)).as(schema).hasSize(1);
                assertThat(analyzed(database, schema))
                        .as(schema)
                        .contains(", 1 tables and views")
                        .contains(schema + ".")
                        .contains(": protected\n");
            }
        } finally {
            execute(database, dropped);
        }
    }

    private static List<OwnObjects.Found> found(Database own, String schema) throws SQLException {
        Place place = new Place("noclobber_", schema, own.engine().isMySql(), Map.of(), true);
        Database database = Database.running(
                own.engine(), own.url(), own.user(), own.password(), Behaviour.of(own.engine()), place);
        try (Connection connection = database.connect()) {
            return OwnObjects.ofAnyRun(database).find(connection);
        }
    }

    private static String analyzed(Database database, String schema) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Conformance.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "analyze",
                "--url",
                database.url(),
                "--user",
                database.user(),
                "--password",
                database.password(),
                "--schema",
                schema);
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }
}
