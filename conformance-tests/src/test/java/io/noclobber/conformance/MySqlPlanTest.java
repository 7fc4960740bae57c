package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.conformance.database.MySqlDriver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guarded UPDATE, as the server itself has logged it, finds its row by the primary key, whatever the guard adds. */
@ParameterizedClass(name = "{0}")
@CsvSource({
    "MARIADB, MARIADB, false",
    "MARIADB, MARIADB, true",
    "MARIADB, CONNECTOR_J, false",
    "MYSQL_56, MARIADB, false",
    "MYSQL_56, CONNECTOR_J, false",
    "MYSQL_56, CONNECTOR_J, true"
})
class MySqlPlanTest extends Contract {
    private final Engine engine;
    private final MySqlDriver driver;
    private final boolean binary;

    MySqlPlanTest(Engine engine, MySqlDriver driver, boolean binary) {
        this.engine = engine;
        this.driver = driver;
        this.binary = binary;
    }

    @Override
    protected Setting setting() {
        try {
            return new Setting(driver.to(engine.database(), "useServerPrepStmts=" + binary), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void logStatements() throws SQLException {
        cleanUp("SET GLOBAL general_log = OFF");
        bob.writePlain("SET GLOBAL log_output = 'TABLE'");
        bob.writePlain("SET GLOBAL general_log = ON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "INT; 5",
                "INT; NULL",
                "BIGINT UNSIGNED; 18446744073709551615",
                "TINYINT(1); 2",
                "DECIMAL(10,2); 1.50",
                "DOUBLE; 0.1",
                "VARCHAR(20); 'a'",
                "TEXT; 'a'",
                "ENUM('a','b'); 'a'",
                "VARBINARY(20); 'a'",
                "BIT(9); 257",
                "DATE; '2024-02-29'",
                "DATETIME(6); '2024-03-10 02:30:00.000001'",
                "TIMESTAMP NULL; '2024-03-10 12:30:00'",
                "TIME(3); '-10:00:00.5'",
                "YEAR; 2024",
                "POINT; ST_GeomFromText('POINT(1 2)')"
            })
    void update_withEachFormOfPredicate_findsItsRowByThePrimaryKey(String type, String value) throws SQLException {
        create("rows", "id INT NOT NULL PRIMARY KEY, c " + type + ", n INT");
        create("named", "id VARCHAR(20) NOT NULL PRIMARY KEY, c " + type + ", n INT");
        for (int id = 1; id <= 20; id++) {
            bob.writePlain("INSERT INTO {rows} VALUES (" + id + ", " + value + ", 0)");
            bob.writePlain("INSERT INTO {named} VALUES ('k" + id + "', " + value + ", 0)");
        }

        assertThat(alice.read("SELECT id, c, n FROM {rows} WHERE id = ?", 7)).hasSize(1);
        assertThat(alice.write("UPDATE {rows} SET n = 1 WHERE id = ?", 7)).isOne();
        assertThat(alice.read("SELECT id, c, n FROM {named} WHERE id = ?", "k7"))
                .hasSize(1);
        assertThat(alice.write("UPDATE {named} SET n = 1 WHERE id = ?", "k7")).isOne();

        explain("{rows}");
        explain("{named}");
    }

    private void explain(String table) throws SQLException {
        List<String> sent = sent("UPDATE " + alice.sql(table) + " SET n = 1 WHERE %");
        assertThat(sent).as("guarded updates in the log").hasSize(1);
        String text = sent.get(0);
        assertThat(text).as("the guard").contains("(id = ").containsIgnoringCase("c");
        try (Statement statement = bob.connection().createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN " + text)) {
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("key")).as(text).isEqualTo("PRIMARY");
            assertThat(plan.getString("type")).as(text).isIn("range", "const");
            assertThat(plan.getLong("rows")).as(text).isOne();
        }
    }

    private List<String> sent(String pattern) throws SQLException {
        String query = "SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log"
                + " WHERE command_type IN ('Query', 'Execute') AND argument LIKE ?";
        try (PreparedStatement statement = bob.connection().prepareStatement(query)) {
            statement.setString(1, pattern);
            try (ResultSet rows = statement.executeQuery()) {
                return Session.all(rows).stream()
                        .map(row -> String.valueOf(row.get(0)))
                        .toList();
            }
        }
    }
}
