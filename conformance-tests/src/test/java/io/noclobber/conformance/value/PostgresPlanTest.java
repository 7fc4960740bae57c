package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.EntryPath;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever form a guard has, PostgreSQL finds the row by the index of its key. */
class PostgresPlanTest {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
    private static final String[] TYPES = {
        "integer",
        "numeric",
        "numeric(10,2)",
        "double precision",
        "real",
        "text",
        "char(5)",
        "varchar(9) COLLATE nc_ci",
        "bytea",
        "date",
        "time",
        "timetz",
        "timestamp",
        "timestamptz",
        "interval",
        "uuid",
        "json",
        "jsonb",
        "xml",
        "point",
        "integer[]",
        "float8[]",
        "nc_ratio"
    };

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL_14", "POSTGRESQL_18"})
    void guardedWrite_ofEachForm_findsItsRowByTheKeysIndex(Engine engine) throws SQLException {
        try {
            Database database = engine.database();
            try (Connection bare = database.connect();
                    Connection guarded = EntryPath.URL.open(database, Map.of())) {
                create(bare);
                try {
                    for (int i = 0; i < TYPES.length; i++) {
                        String text = sent(bare, guarded, i);
                        assertThat(text).contains("\"c" + i + "\"");
                        assertThat(plan(bare, text))
                                .as("%s: %s", TYPES[i], text)
                                .contains("Index Scan using nc_plan_pkey")
                                .contains("Index Cond: (id = $2)")
                                .doesNotContain("Seq Scan");
                    }
                } finally {
                    execute(bare, "DROP TABLE nc_plan", "DROP DOMAIN nc_ratio", "DROP COLLATION nc_ci");
                }
            }
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
        }
    }

    private static void create(Connection bare) throws SQLException {
        StringBuilder columns = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < TYPES.length; i++) {
            columns.append(", c").append(i).append(' ').append(TYPES[i]);
            values.append(", ").append(value(TYPES[i]));
        }
        execute(
                bare,
                "CREATE COLLATION nc_ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE DOMAIN nc_ratio AS float8",
                "CREATE TABLE nc_plan (id integer PRIMARY KEY, touched integer" + columns + ")",
                "INSERT INTO nc_plan SELECT i, 0" + values + " FROM generate_series(1, 2000) i",
                "ANALYZE nc_plan");
    }

    private static String value(String type) {
        return switch (type) {
            case "date" -> "date '2024-03-10'";
            case "time", "timetz" -> "'10:00'::" + type;
            case "timestamp", "timestamptz" -> "'2024-03-10 10:00'::" + type;
            case "interval" -> "interval '1 day'";
            case "uuid" -> "uuid '00000000-0000-0000-0000-000000000001'";
            case "json", "jsonb" -> "'{}'::" + type;
            case "xml" -> "xml '<a/>'";
            case "point" -> "point '(1,2)'";
            case "integer[]", "float8[]" -> "'{1}'::" + type;
            case "bytea" -> "bytea 'a'";
            default -> type.contains("char") || type.equals("text") ? "'a'" : "1";
        };
    }

    /** What the server was sent for a write of a row that was read with column {@code i}. */
    private static String sent(Connection bare, Connection guarded, int i) throws SQLException {
        int process;
        try (Statement statement = guarded.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
                rows.next();
                process = rows.getInt(1);
            }
            try (ResultSet rows = statement.executeQuery("SELECT id, c" + i + " FROM nc_plan WHERE id = 7")) {
                rows.next();
                rows.getString(2);
            }
        }
        try (PreparedStatement update = guarded.prepareStatement("UPDATE nc_plan SET touched = ? WHERE id = ?")) {
            update.setInt(1, i);
            update.setInt(2, 7);
            assertThat(update.executeUpdate()).isOne();
        }
        try (PreparedStatement query = bare.prepareStatement("SELECT query FROM pg_stat_activity WHERE pid = ?")) {
            query.setInt(1, process);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    /** The plan for parameters of which nothing is known. */
    private static String plan(Connection bare, String text) throws SQLException {
        int parameters = 0;
        for (Matcher matcher = PARAMETER.matcher(text); matcher.find(); ) {
            parameters = Math.max(parameters, Integer.parseInt(matcher.group(1)));
        }
        StringBuilder plan = new StringBuilder();
        execute(bare, "SET plan_cache_mode = force_generic_plan", "PREPARE nc_plan_text AS " + text);
        String nulls = ", NULL".repeat(parameters).substring(2);
        try (Statement statement = bare.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN EXECUTE nc_plan_text(" + nulls + ")")) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        execute(bare, "DEALLOCATE nc_plan_text");
        return plan.toString();
    }

    private static void execute(Connection connection, String... texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }
}
