package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes on a connection that only reads, of rows that were read before: the driver refuses them as it refuses its own. */
class ReadOnlyConnectionTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Connection ours;
    private Connection other;

    @BeforeEach
    void open() throws SQLException {
        String url = "hsqldb:mem:readonly" + DATABASES.incrementAndGet() + ";hsqldb.tx=mvcc";
        other = DriverManager.getConnection("jdbc:" + url);
        ours = DriverManager.getConnection("jdbc:noclobber:" + url);
        run(other, "CREATE TABLE T (ID INT NOT NULL PRIMARY KEY, A INT)");
        run(other, "INSERT INTO T VALUES (1, 10), (2, 20)");
    }

    @AfterEach
    void close() throws SQLException {
        ours.close();
        other.close();
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, A FROM T")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
        }
    }

    private interface Writing {
        void on(Connection connection, List<String> outcomes) throws SQLException;
    }

    /** What a connection gives that has read and then only reads. */
    private static List<String> outcomes(Connection connection, Writing writing) throws SQLException {
        List<String> outcomes = new ArrayList<>();
        read(connection);
        connection.setReadOnly(true);
        writing.on(connection, outcomes);
        connection.setReadOnly(false);
        return outcomes;
    }

    private void same(Writing writing) throws SQLException {
        List<String> bare = outcomes(other, writing);
        assertThat(bare).asString().contains("25006");
        assertThat(outcomes(ours, writing)).isEqualTo(bare);
        assertThat(ours.getAutoCommit()).isTrue();
    }

    private static void note(List<String> outcomes, SQLException refused) {
        String counts =
                refused instanceof BatchUpdateException batch ? Arrays.toString(batch.getLargeUpdateCounts()) : "";
        outcomes.add(refused.getClass() + refused.getSQLState() + counts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE T SET A = 11 WHERE ID = 1",
                "DELETE FROM T WHERE ID = 1",
                "UPDATE T SET A = 11 WHERE ID IN (1, 2)",
                "UPDATE T SET A = 11"
            })
    void statement_whoseWriteIsRefused_isThatOfTheBareDriver(String write) throws SQLException {
        same((connection, outcomes) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT ID FROM T");
                try {
                    statement.executeUpdate(write);
                } catch (SQLException refused) {
                    note(outcomes, refused);
                }
                outcomes.add("rows " + (statement.getResultSet() == null) + statement.getUpdateCount());
            }
        });
    }

    @Test
    void batch_whoseWritesAreRefused_isThatOfTheBareDriver() throws SQLException {
        same((connection, outcomes) -> {
            try (PreparedStatement statement = connection.prepareStatement("UPDATE T SET A = ? WHERE ID = ?")) {
                for (int id = 1; id <= 2; id++) {
                    statement.setInt(1, 11);
                    statement.setInt(2, id);
                    statement.addBatch();
                }
                statement.executeBatch();
            } catch (SQLException refused) {
                note(outcomes, refused);
            }
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("UPDATE T SET A = 11 WHERE ID = 1");
                statement.addBatch("DELETE FROM T WHERE ID = 2");
                statement.executeBatch();
            } catch (SQLException refused) {
                note(outcomes, refused);
            }
        });
    }

    /** The flag of the connection says nothing of a transaction for which a text says otherwise. */
    @Test
    void transaction_thatWritesOnAReadOnlyConnection_isGuarded() throws SQLException {
        read(ours);
        ours.setReadOnly(true);
        ours.setAutoCommit(false);
        run(ours, "SET TRANSACTION READ WRITE");
        assertThat(ours.isReadOnly()).isTrue();
        run(other, "UPDATE T SET A = 12 WHERE ID = 1");

        assertThatThrownBy(() -> run(ours, "UPDATE T SET A = 11 WHERE ID = 1"))
                .isInstanceOf(ConcurrencyConflictException.class);
        run(ours, "UPDATE T SET A = 21 WHERE ID = 2");
        ours.rollback();
    }
}
