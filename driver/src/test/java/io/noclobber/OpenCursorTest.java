package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors that stay open while the application reads and writes the same rows elsewhere. */
class OpenCursorTest {
    private static final int SCROLLABLE = ResultSet.TYPE_SCROLL_INSENSITIVE;

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:reread", "h2:mem:reread;DB_CLOSE_DELAY=-1"})
    void update_ofARowReadAgainWhileAnOlderCursorStandsOnIt_isNotRefused(String real) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = table(driver);
                Statement outer = connection.createStatement();
                Statement inner = connection.createStatement()) {
            try (ResultSet rows = outer.executeQuery("SELECT * FROM T WHERE ID = 1")) {
                assertThat(rows.next()).isTrue();
                bare.executeUpdate("UPDATE T SET A = 11 WHERE ID = 1");
                read(inner, "SELECT * FROM T WHERE ID = 1");
                assertThat(inner.executeUpdate("UPDATE T SET A = 12 WHERE ID = 1"))
                        .isEqualTo(1);
            }
            bare.execute("DROP TABLE T");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:latest", "h2:mem:latest;DB_CLOSE_DELAY=-1"})
    void update_ofARowThatTheOlderResultReachedLast_isGuardedByIt(String real) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = table(driver);
                Statement older = connection.createStatement();
                Statement newer = connection.createStatement();
                Statement writer = connection.createStatement()) {
            ResultSet rows = older.executeQuery("SELECT * FROM T ORDER BY ID");
            bare.executeUpdate("UPDATE T SET A = 11 WHERE ID = 1");
            ResultSet again = newer.executeQuery("SELECT * FROM T ORDER BY ID");
            assertThat(again.next()).isTrue();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(2)).isEqualTo(10);
            assertThatThrownBy(() -> writer.executeUpdate("UPDATE T SET A = 12 WHERE ID = 1"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            bare.execute("DROP TABLE T");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:undone", "h2:mem:undone;DB_CLOSE_DELAY=-1"})
    void update_ofARowReachedAfterItsOwnWriteWasUndone_isGuarded(String real) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = table(driver);
                Statement scroll = connection.createStatement(
                        SCROLLABLE, ResultSet.CONCUR_READ_ONLY, ResultSet.HOLD_CURSORS_OVER_COMMIT);
                Statement writer = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (ResultSet rows = scroll.executeQuery("SELECT * FROM T ORDER BY ID")) {
                assertThat(rows.next()).isTrue();
                Savepoint before = connection.setSavepoint();
                writer.executeUpdate("UPDATE T SET A = 77 WHERE ID = 2");
                connection.rollback(before);
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(2)).isEqualTo(20);
            }
            connection.commit();
            bare.executeUpdate("UPDATE T SET A = 21 WHERE ID = 2");
            assertThatThrownBy(() -> writer.executeUpdate("UPDATE T SET A = 22 WHERE ID = 2"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            connection.rollback();
            bare.execute("DROP TABLE T");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:kept", "h2:mem:kept;DB_CLOSE_DELAY=-1"})
    void update_ofARowWhoseOwnWriteIsOlderThanTheSavepoint_isNotRefused(String real) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = table(driver);
                Statement scroll = connection.createStatement(
                        SCROLLABLE, ResultSet.CONCUR_READ_ONLY, ResultSet.HOLD_CURSORS_OVER_COMMIT);
                Statement writer = connection.createStatement()) {
            connection.setAutoCommit(false);
            read(writer, "SELECT * FROM T WHERE ID = 2");
            try (ResultSet rows = scroll.executeQuery("SELECT * FROM T ORDER BY ID")) {
                assertThat(rows.next()).isTrue();
                writer.executeUpdate("UPDATE T SET A = 77 WHERE ID = 2");
                connection.rollback(connection.setSavepoint());
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(2)).isEqualTo(20);
            }
            connection.commit();
            assertThat(writer.executeUpdate("UPDATE T SET A = 78 WHERE ID = 2")).isEqualTo(1);
            connection.commit();
            bare.execute("DROP TABLE T");
        }
    }

    private static Statement table(Connection driver) throws SQLException {
        Statement bare = driver.createStatement();
        bare.execute("CREATE TABLE T (ID INT PRIMARY KEY, A INT)");
        bare.executeUpdate("INSERT INTO T VALUES (1, 10)");
        bare.executeUpdate("INSERT INTO T VALUES (2, 20)");
        return bare;
    }

    private static void read(Statement statement, String text) throws SQLException {
        try (ResultSet rows = statement.executeQuery(text)) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }
}
