package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.conformance.database.MySqlDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and sessions of MariaDB and MySQL that are not like others. */
@ParameterizedClass
@CsvSource({"MARIADB, MARIADB", "MARIADB, CONNECTOR_J", "MYSQL_56, MARIADB", "MYSQL_56, CONNECTOR_J"})
class MySqlSessionTest extends Contract {
    private final Engine engine;
    private final MySqlDriver driver;

    MySqlSessionTest(Engine engine, MySqlDriver driver) {
        this.engine = engine;
        this.driver = driver;
    }

    @Override
    protected Setting setting() {
        return new Setting(database(), EntryPath.URL);
    }

    private Database database(String... settings) {
        try {
            return driver.to(engine.database(), settings);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    private Session guardedWith(String... settings) throws SQLException {
        Connection connection = EntryPath.URL.open(database(settings), Map.of());
        return new Session(connection, alice::sql);
    }

    /** The first TIMESTAMP moves with every write, unless MariaDB or explicit_defaults_for_timestamp says otherwise. */
    @Test
    void timestampThatMovesWithEachWrite_ofOurOwn_isNoConflict() throws SQLException {
        create(
                "notes",
                "id INT NOT NULL PRIMARY KEY, ts TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP"
                        + " ON UPDATE CURRENT_TIMESTAMP, note VARCHAR(20)");
        implicitTimestamp("marks");
        for (String table : new String[] {"{notes}", "{marks}"}) {
            bob.write("INSERT INTO " + table + " (id, ts, note) VALUES (1, '2020-01-01 00:00:00', 'a')");
            assertThat(alice.read("SELECT id, ts, note FROM " + table + " WHERE id = 1"))
                    .hasSize(1);
            alice.write("UPDATE " + table + " SET note = 'b' WHERE id = 1");
            assertThat(bob.value("SELECT ts FROM " + table + " WHERE id = 1")).doesNotStartWith("2020");
            alice.begin();
            alice.write("UPDATE " + table + " SET note = 'c' WHERE id = 1");
            alice.write("UPDATE " + table + " SET note = 'd' WHERE id = 1");
            alice.commit();
            alice.connection().setAutoCommit(true);
            assertThat(alice.write("UPDATE " + table + " SET note = 'e' WHERE id = 1"))
                    .isOne();

            bob.write("UPDATE " + table + " SET note = 'his', ts = '2021-01-01 00:00:00' WHERE id = 1");
            refused(() -> alice.write("UPDATE " + table + " SET note = 'f' WHERE id = 1"));
        }
    }

    private void implicitTimestamp(String table) throws SQLException {
        String columns = "id INT NOT NULL PRIMARY KEY, ts TIMESTAMP, note VARCHAR(20)";
        if (engine == Engine.MARIADB) {
            bob.writePlain("SET SESSION explicit_defaults_for_timestamp = OFF");
        }
        create(table, columns);
    }

    @Test
    void sqlMode_ofTheSession_decidesWhatATextMeans() throws SQLException {
        createOrders();
        bob.write("UPDATE {orders} SET note = ? WHERE id = 1", "it\\'s");
        String modes = "sessionVariables=sql_mode='ANSI_QUOTES,NO_BACKSLASH_ESCAPES'";
        try (Session carol = guardedWith(modes)) {
            assertThat(carol.readPlain("SELECT \"id\", \"note\" FROM \"{orders}\" WHERE \"id\" = 1"))
                    .hasSize(1);
            assertThat(carol.writePlain(
                            "UPDATE \"{orders}\" SET \"note\" = 'a\\' WHERE \"note\" = 'it\\''s' AND \"id\" = 1"))
                    .isOne();
            assertThat(bob.value("SELECT note FROM {orders} WHERE id = 1")).isEqualTo("a\\");
            bob.write("UPDATE {orders} SET note = 'b' WHERE id = 1");
            refused(() -> carol.writePlain("UPDATE \"{orders}\" SET \"note\" = 'c\\' WHERE \"id\" = 1"));
        }
    }

    @Test
    void zeroDate_readAsNull_isNotTakenForOne() throws SQLException {
        create("days", "id INT NOT NULL PRIMARY KEY, d DATE, t DATETIME, note VARCHAR(20)");
        bob.writePlain("SET sql_mode = ''");
        String settings = driver == MySqlDriver.CONNECTOR_J ? "zeroDateTimeBehavior=CONVERT_TO_NULL" : "x=y";
        try (Session carol = guardedWith(settings)) {
            for (String change : new String[] {"d", "t"}) {
                bob.writePlain("DELETE FROM {days}");
                bob.writePlain("INSERT INTO {days} VALUES (1, '0000-00-00', '0000-00-00 00:00:00', 'a')");
                assertThat(carol.read("SELECT id, d, t, note FROM {days} WHERE id = 1"))
                        .hasSize(1);
                assertThat(carol.write("UPDATE {days} SET note = 'b' WHERE id = 1"))
                        .isOne();
                bob.writePlain("UPDATE {days} SET " + change + " = NULL WHERE id = 1");
                refused(() -> carol.write("UPDATE {days} SET note = 'c' WHERE id = 1"));
            }
        }
    }

    /** What the server remembers of a session's last statements, and a statement of ours could make it forget. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lastIdentityAndFoundRows_areThoseOfTheApplication(boolean autocommit) throws SQLException {
        createOrders();
        create("lines", "id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, note VARCHAR(20)");
        bob.write("INSERT INTO {lines} (note) VALUES ('a'), ('b'), ('c')");
        alice.connection().setAutoCommit(autocommit);
        assertThat(alice.readPlain("SELECT SQL_CALC_FOUND_ROWS id, note FROM {lines} ORDER BY id LIMIT 1"))
                .hasSize(1);
        assertThat(alice.value("SELECT FOUND_ROWS()")).isEqualTo("3");
        alice.write("INSERT INTO {lines} (note) VALUES ('d')");
        String identity = alice.value("SELECT LAST_INSERT_ID()");
        assertThat(identity).isEqualTo(alice.value("SELECT MAX(id) FROM {lines}"));
        assertThat(alice.read("SELECT id, note FROM {lines} WHERE id = 1")).hasSize(1);
        assertThat(alice.write("UPDATE {lines} SET note = 'e' WHERE id = 1")).isOne();
        assertThat(alice.read("SELECT id, note FROM {orders} WHERE id = 1")).hasSize(1);
        assertThat(alice.write("DELETE FROM {orders} WHERE id = 1")).isOne();
        assertThat(alice.value("SELECT LAST_INSERT_ID()")).isEqualTo(identity);
    }

    /** A plain statement gets text even where prepared ones get binary. */
    @Test
    void float_readAsText_isNoConflictWhenTheWriteIsPrepared() throws SQLException {
        create("weights", "id INT NOT NULL PRIMARY KEY, w FLOAT, note VARCHAR(20)");
        bob.writePlain("INSERT INTO {weights} VALUES (1, 16777217, 'a')");
        try (Session carol = guardedWith("useServerPrepStmts=true")) {
            assertThat(carol.readPlain("SELECT id, w, note FROM {weights} WHERE id = 1"))
                    .hasSize(1);
            assertThat(carol.write("UPDATE {weights} SET note = 'b' WHERE id = 1"))
                    .isOne();

            assertThat(carol.read("SELECT id, w, note FROM {weights} WHERE id = 1"))
                    .hasSize(1);
            bob.writePlain("UPDATE {weights} SET w = 16777218 WHERE id = 1");
            refused(() -> carol.write("UPDATE {weights} SET note = 'c' WHERE id = 1"));
        }
    }

    /** Letters that the connection's own character set does not have. */
    @Test
    void text_throughAConnectionInLatin1_isComparedExactly() throws SQLException {
        create("names", "id INT NOT NULL PRIMARY KEY, name VARCHAR(20) CHARACTER SET utf8mb4, note VARCHAR(20)");
        bob.write("INSERT INTO {names} VALUES (1, ?, 'a')", "\u0416\u00e9\ud83d\ude00");
        String settings = driver == MySqlDriver.CONNECTOR_J ? "characterEncoding=ISO-8859-1" : "x=y";
        try (Session carol = guardedWith(settings)) {
            assertThat(carol.read("SELECT id, name, note FROM {names} WHERE id = 1"))
                    .hasSize(1);
            assertThat(carol.write("UPDATE {names} SET note = 'b' WHERE id = 1"))
                    .isOne();
            bob.write("UPDATE {names} SET name = ? WHERE id = 1", "\u0417\u00e9\ud83d\ude00");
            refused(() -> carol.write("UPDATE {names} SET note = 'c' WHERE id = 1"));
        }
    }

    /** Character sets some of which have two codes for one character; none of these texts has such a character. */
    @ParameterizedTest
    @CsvSource({
        "sjis, \u65e5\u672cA, \u65e5\u672ca",
        "cp932, \u65e5\u672c\uff8a, \u65e5\u672c\u30cf",
        "ujis, \u65e5\u672c, '\u65e5\u672c '",
        "eucjpms, \u65e5\u672c, \u65e5\u672b",
        "gbk, \u4e2d\u6587, \u4e2d\u6587\u4e2d",
        "big5, \u4e2d\u6587, \u6587\u4e2d",
        "euckr, \ud55c\uae00, \ud55c\uad6d",
        "greek, \u03b1\u03b2\u03b3, \u03b1\u03b2\u0393",
        "cp1251, \u0436, \u0416",
        "ucs2, \u0436e, \u0436\u00e9",
        "ascii, abc, Abc"
    })
    void text_inAnyCharacterSet_isComparedExactly(String set, String value, String other) throws SQLException {
        create(
                "scripts",
                "id INT NOT NULL PRIMARY KEY, word VARCHAR(20) CHARACTER SET " + set + ", letter CHAR(5) CHARACTER SET "
                        + set + ", body TEXT CHARACTER SET " + set + ", note VARCHAR(20)");
        bob.write("INSERT INTO {scripts} VALUES (1, ?, ?, ?, 'a')", value, value, value);
        String read = "SELECT id, word, letter, body, note FROM {scripts} WHERE id = 1";
        for (boolean plain : new boolean[] {true, false}) {
            assertThat(plain ? alice.readPlain(read) : alice.read(read)).hasSize(1);
            assertThat(alice.write("UPDATE {scripts} SET note = 'b' WHERE id = 1"))
                    .isOne();
            assertThat(alice.write("UPDATE {scripts} SET note = 'c' WHERE id = 1"))
                    .isOne();
        }
        assertThat(NoclobberDriver.counts().columnsExcluded().keySet())
                .noneMatch(column -> column.table().name().equalsIgnoreCase(alice.sql("{scripts}")));
        for (String column : new String[] {"word", "body"}) {
            alice.read(read);
            bob.write("UPDATE {scripts} SET " + column + " = ? WHERE id = 1", other);
            refused(() -> alice.write("UPDATE {scripts} SET note = 'late' WHERE id = 1"));
        }
    }
}
