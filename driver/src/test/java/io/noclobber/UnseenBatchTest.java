package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements of a batch that run as they were sent are counted like single statements, and images follow them. */
class UnseenBatchTest {
    private static final String HSQLDB = "hsqldb:mem:unseenbatch";
    private static final String H2 = "h2:mem:unseenbatch";

    /** What is done with two users' connections, of which the second is guarded. */
    private interface Story {
        void play(Connection driver, Connection connection) throws SQLException;
    }

    private static void play(String real, Story story) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real)) {
            execute(driver, "CREATE TABLE T (ID INT PRIMARY KEY, A VARCHAR(9), N INT)");
            execute(driver, "CREATE TABLE U (ID INT PRIMARY KEY, A VARCHAR(9))");
            execute(driver, "INSERT INTO T VALUES (1, 'one', 1)");
            try {
                story.play(driver, connection);
            } finally {
                connection.setAutoCommit(true);
                execute(driver, "DROP TABLE T");
                execute(driver, "DROP TABLE U");
            }
        }
    }

    private static int execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(text);
        }
    }

    private static String read(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(text)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1) + " " + rows.getString(2);
        }
    }

    private static long unguarded() {
        return NoclobberDriver.counts().tables().values().stream()
                .mapToLong(table -> table.unguarded().getOrDefault("NOT_PREPARABLE", 0L))
                .sum();
    }

    /** The row was written by our own batch, so the write after it is no conflict. */
    private static void isCountedAndKnown(Connection connection, long before) throws SQLException {
        assertThat(unguarded()).isEqualTo(before + 1);
        assertThat(execute(connection, "UPDATE T SET N = 3 WHERE ID = 1")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {HSQLDB, H2})
    void batch_ofATextThatCannotBePrepared_isCounted(String real) throws SQLException {
        play(real, (driver, connection) -> {
            read(connection, "SELECT ID, A, N FROM T WHERE ID = 1");
            long before = unguarded();
            try (Statement batch = connection.createStatement()) {
                batch.setEscapeProcessing(false);
                batch.addBatch("UPDATE T SET A = '{mine}' WHERE ID = 1");
                assertThat(batch.executeBatch()).containsExactly(1);
            }
            isCountedAndKnown(connection, before);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {HSQLDB, H2})
    void batch_preparedUnderOtherNames_isCounted(String real) throws SQLException {
        play(real, (driver, connection) -> {
            read(connection, "SELECT ID, A, N FROM T WHERE ID = 1");
            long before = unguarded();
            try (PreparedStatement batch = connection.prepareStatement("UPDATE T SET A = ? WHERE ID = ?")) {
                connection.setSchema("INFORMATION_SCHEMA");
                batch.setString(1, "mine");
                batch.setInt(2, 1);
                batch.addBatch();
                assertThat(batch.executeBatch()).containsExactly(1);
            }
            connection.setSchema("PUBLIC");
            isCountedAndKnown(connection, before);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {HSQLDB, H2})
    void batch_ofInsertsIntoSeveralTables_rolledBack_leavesNoRowThatSomebodyDeleted(String real) throws SQLException {
        play(real, (driver, connection) -> {
            connection.setAutoCommit(false);
            try (Statement batch = connection.createStatement()) {
                batch.addBatch("INSERT INTO T VALUES (8, 'x', 1)");
                batch.addBatch("INSERT INTO U VALUES (8, 'x')");
                assertThat(batch.executeBatch()).containsExactly(1, 1);
            }
            assertThat(read(connection, "SELECT ID, A FROM U WHERE ID = 8")).isEqualTo("8 x");
            connection.rollback();

            assertThat(execute(connection, "UPDATE U SET A = 'y' WHERE ID = 8")).isZero();
        });
    }
}
