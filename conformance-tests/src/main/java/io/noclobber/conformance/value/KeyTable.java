package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A table with a key of one type and two rows, as another connection changes it. */
final class KeyTable {
    private final Connection bare;
    private final String name;
    private final KeySamples samples;

    KeyTable(Connection bare, String name, KeySamples samples) {
        this.bare = bare;
        this.name = name;
        this.samples = samples;
    }

    Connection bare() {
        return bare;
    }

    String name() {
        return name;
    }

    String type() {
        return samples.type();
    }

    void create() throws SQLException {
        execute("CREATE TABLE " + name + " (k " + samples.type() + " NOT NULL PRIMARY KEY, a INT)");
        insert(samples.key());
        insert(samples.other());
    }

    void drop() throws SQLException {
        execute("DROP TABLE " + name);
    }

    /** Both rows are as they were. */
    void reset() throws SQLException {
        execute("UPDATE " + name + " SET a = 0");
    }

    void changeBoth() throws SQLException {
        execute("UPDATE " + name + " SET a = a + 10");
    }

    /** Changes the row of the key, or the other one. */
    void change(boolean ofKey) throws SQLException {
        run("UPDATE " + name + " SET a = 7 WHERE k = ", ofKey ? samples.key() : samples.other());
    }

    void delete() throws SQLException {
        run("DELETE FROM " + name + " WHERE k = ", samples.key());
    }

    void insertAgain() throws SQLException {
        insert(samples.key());
    }

    /** Whether a write has reached the row of the key. */
    boolean isWritten() throws SQLException {
        String query = "SELECT COUNT(*) FROM " + name + " WHERE a <> 0 AND k = " + expression(samples.key());
        try (PreparedStatement written = bare.prepareStatement(query)) {
            bind(written, samples.key());
            try (ResultSet rows = written.executeQuery()) {
                rows.next();
                return rows.getInt(1) == 1;
            }
        }
    }

    void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT k, a FROM " + name)) {
            while (rows.next()) {
                rows.getInt(2);
            }
        }
    }

    private void run(String text, Object key) throws SQLException {
        try (PreparedStatement update = bare.prepareStatement(text + expression(key))) {
            bind(update, key);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private void insert(Object key) throws SQLException {
        String text = "INSERT INTO " + name + " (k, a) VALUES (" + expression(key) + ", 0)";
        try (PreparedStatement insert = bare.prepareStatement(text)) {
            bind(insert, key);
            insert.executeUpdate();
        }
    }

    private static String expression(Object key) {
        return key instanceof String text ? text : "?";
    }

    private static void bind(PreparedStatement statement, Object key) throws SQLException {
        if (!(key instanceof String)) {
            statement.setObject(1, key);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = bare.createStatement()) {
            statement.execute(sql);
        }
    }
}
