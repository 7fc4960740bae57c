package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application that has gone to another schema is told of the row that it means, not of one that is called so elsewhere. */
class MovedConnectionTest {
    private final Database database = Engine.POSTGRESQL_18.database();

    @BeforeEach
    void create() throws SQLException {
        for (String schema : new String[] {"moved_from", "moved_to"}) {
            execute("CREATE SCHEMA " + schema);
            execute("CREATE TABLE " + schema + ".orders (id INT PRIMARY KEY, status VARCHAR(9), note VARCHAR(9))");
            execute("INSERT INTO " + schema + ".orders VALUES (1, 'OPEN', '" + schema.substring(6) + "')");
        }
    }

    @AfterEach
    void drop() throws SQLException {
        execute("DROP SCHEMA moved_from, moved_to CASCADE");
    }

    private void execute(String text) throws SQLException {
        try (Connection bare = database.connect();
                Statement statement = bare.createStatement()) {
            statement.execute(text);
        }
    }

    /** At this level the transaction itself can show nothing any more, and a second connection is asked. */
    private ConcurrencyConflictException refused(String meanwhile) throws SQLException {
        String url = database.url("noclobber:") + "?currentSchema=moved_from";
        try (Connection guarded = DriverManager.getConnection(url, database.user(), database.password());
                Statement statement = guarded.createStatement()) {
            guarded.setAutoCommit(false);
            guarded.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            guarded.setSchema("moved_to");
            try (ResultSet rows = statement.executeQuery("SELECT id, status, note FROM orders WHERE id = 1")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(3)).isEqualTo("to");
            }
            execute(meanwhile);
            ConcurrencyConflictException conflict = catchThrowableOfType(
                    ConcurrencyConflictException.class,
                    () -> statement.executeUpdate("UPDATE orders SET status = 'MINE' WHERE id = 1"));
            guarded.rollback();
            return conflict;
        }
    }

    @Test
    void conflict_overADeletedRow_isToldAsThat() throws SQLException {
        ConcurrencyConflictException conflict = refused("DELETE FROM moved_to.orders");

        assertThat(conflict.getMessage()).contains("deleted");
        assertThat(conflict.getSQLState()).isEqualTo("NC002");
    }

    @Test
    void conflict_overAChangedRow_showsWhatIsThere() throws SQLException {
        ConcurrencyConflictException conflict = refused("UPDATE moved_to.orders SET status = 'SHIPPED'");

        assertThat(conflict.getMessage()).contains("SHIPPED");
        assertThat(conflict.getSQLState()).isEqualTo("NC001");
    }
}
