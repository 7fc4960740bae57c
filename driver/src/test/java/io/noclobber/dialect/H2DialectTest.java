package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class H2DialectTest {
    private static final TableName TABLE = new TableName(null, "PUBLIC", "T");

    private final H2Dialect dialect = new H2Dialect();
    private Connection connection;

    /** Puts another note into the row before it is stored. */
    public static final class Before implements Trigger {
        @Override
        public void fire(Connection connection, @Nullable Object[] old, @Nullable Object[] row) {
            row[2] = "by trigger";
        }
    }

    /** Changes the row once more when it is stored. */
    public static final class After implements Trigger {
        @Override
        public void fire(Connection connection, @Nullable Object[] old, @Nullable Object[] row) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE t SET price = 9 WHERE price <> 9");
            }
        }
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:", "sa", "");
        execute("CREATE TABLE t(id INT PRIMARY KEY, price NUMERIC(6,2), note VARCHAR(20),"
                + " twice NUMERIC(7,2) GENERATED ALWAYS AS (price * 2))");
        execute("INSERT INTO t(id, price) VALUES (1, 1)");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void generatedKeys_ofAnUpdate_areTheStoredRow() throws SQLException {
        execute("CREATE TRIGGER b BEFORE UPDATE ON t FOR EACH ROW CALL '" + Before.class.getName() + "'");

        assertThat(updated()).isEqualTo("1.01 by trigger 2.02").isEqualTo(stored());
        assertThat(dialect.inspect(connection, TABLE).returnsStoredRow()).isTrue();
        assertThat(dialect.inspect(connection, TABLE).writeTriggers()).isTrue();
    }

    @Test
    void generatedKeys_withAnAfterTrigger_areNot() throws SQLException {
        assertThat(dialect.inspect(connection, TABLE).writeTriggers()).isFalse();
        execute("CREATE TRIGGER a AFTER UPDATE ON t FOR EACH ROW CALL '" + After.class.getName() + "'");

        assertThat(updated()).isNotEqualTo(stored());
        assertThat(dialect.inspect(connection, TABLE).returnsStoredRow()).isFalse();
    }

    private String updated() throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE t SET price = 1.005 WHERE id = 1", new String[] {"PRICE", "NOTE", "TWICE"})) {
            update.executeUpdate();
            try (ResultSet keys = update.getGeneratedKeys()) {
                return row(keys);
            }
        }
    }

    private String stored() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT price, note, twice FROM t")) {
            return row(rows);
        }
    }

    private static String row(ResultSet rows) throws SQLException {
        assertThat(rows.next()).isTrue();
        return rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
