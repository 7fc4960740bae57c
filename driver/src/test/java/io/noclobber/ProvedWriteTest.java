package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a write stores is known from its parameters, and only what it sets. */
class ProvedWriteTest {
    private static final String HSQLDB = "hsqldb:mem:proved";
    private static final String H2 = "h2:mem:proved";

    private Connection bob;
    private Connection alice;

    private void open(String engine, String options) throws SQLException {
        bob = DriverManager.getConnection("jdbc:" + engine, "SA", "");
        execute(
                bob,
                "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(9), b VARCHAR(9), seen TIMESTAMP"
                        + " ON UPDATE CURRENT_TIMESTAMP)");
        execute(bob, "CREATE TABLE plain (id INT PRIMARY KEY, a VARCHAR(9), b VARCHAR(9))");
        execute(bob, "INSERT INTO t VALUES (1, 'a', 'b', NULL)");
        execute(bob, "INSERT INTO plain VALUES (1, 'a', 'b')");
        alice = DriverManager.getConnection("jdbc:noclobber" + options + ":" + engine, "SA", "");
    }

    @BeforeEach
    void loadDrivers() throws ClassNotFoundException {
        Class.forName("org.hsqldb.jdbc.JDBCDriver");
    }

    @AfterEach
    void close() throws SQLException {
        execute(bob, "DROP TABLE t");
        execute(bob, "DROP TABLE plain");
        alice.close();
        bob.close();
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private void read(String table) throws SQLException {
        try (Statement statement = alice.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            while (rows.next()) {
                rows.getString(2);
            }
        }
    }

    private int write(String text, @Nullable Object... values) throws SQLException {
        try (PreparedStatement update = alice.prepareStatement(text)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HSQLDB, H2})
    void columnThatOthersChanged_andThatWasNotCompared_staysAsItWasRead(String engine) throws SQLException {
        open(engine, "[compare=changed]");
        read("plain");
        execute(bob, "UPDATE plain SET b = 'theirs'");
        assertThat(write("UPDATE plain SET a = ? WHERE id = 1", "mine")).isOne();

        assertThatThrownBy(() -> write("UPDATE plain SET b = ? WHERE id = 1", "mine"))
                .isInstanceOf(ConcurrencyConflictException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {HSQLDB, H2})
    void write_afterTheDatabaseSetTheTime_isDone(String engine) throws SQLException {
        open(engine, "");
        read("t");
        for (int i = 0; i < 5; i++) {
            assertThat(write("UPDATE t SET a = ? WHERE id = 1", "mine " + i)).isOne();
        }
        execute(bob, "UPDATE t SET b = 'theirs'");
        assertThatThrownBy(() -> write("UPDATE t SET a = ? WHERE id = 1", "late"))
                .isInstanceOf(ConcurrencyConflictException.class);
    }

    /** A write that sets the time itself tells nothing of writes that do not. */
    @Test
    void write_afterOneThatSetTheTime_isDone() throws SQLException {
        open(HSQLDB, "");
        read("t");
        Timestamp old = Timestamp.valueOf("2001-02-03 04:05:06");
        for (int i = 0; i < 3; i++) {
            assertThat(write("UPDATE t SET a = ?, seen = ? WHERE id = 1", "mine", old))
                    .isOne();
            assertThat(write("UPDATE t SET a = ? WHERE id = 1", "mine " + i)).isOne();
        }
    }
}
