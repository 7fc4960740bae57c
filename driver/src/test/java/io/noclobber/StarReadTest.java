package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code SELECT *} of tables that other programs change meanwhile. */
class StarReadTest {
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:starmoved", "h2:mem:starmoved;DB_CLOSE_DELAY=-1"})
    void update_afterOthersHaveMovedAndRenamedColumns_isGuardedByWhatWasReadSince(String real) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = driver.createStatement();
                Statement plain = connection.createStatement()) {
            bare.execute("CREATE TABLE T (ID INT PRIMARY KEY, A INT, B VARCHAR(20))");
            bare.executeUpdate("INSERT INTO T VALUES (1, 10, 'x')");
            read(plain, "SELECT * FROM T");
            assertThat(plain.executeUpdate("UPDATE T SET A = 1 WHERE ID = 1")).isEqualTo(1);
            bare.execute("ALTER TABLE T DROP COLUMN A");
            bare.execute("ALTER TABLE T ADD COLUMN A INT");
            read(plain, "SELECT * FROM T");
            assertThat(plain.executeUpdate("UPDATE T SET A = 2 WHERE ID = 1")).isEqualTo(1);
            bare.execute("ALTER TABLE T ALTER COLUMN B RENAME TO BB");
            read(plain, "SELECT * FROM T");
            assertThat(plain.executeUpdate("UPDATE T SET A = 3 WHERE ID = 1")).isEqualTo(1);
            bare.execute("ALTER TABLE T DROP COLUMN BB");
            read(plain, "SELECT * FROM T");
            assertThat(plain.executeUpdate("UPDATE T SET A = 4 WHERE ID = 1")).isEqualTo(1);
            bare.executeUpdate("UPDATE T SET A = 5");
            assertThatThrownBy(() -> plain.executeUpdate("UPDATE T SET A = 6 WHERE ID = 1"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            bare.execute("DROP TABLE T");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:staralias", "h2:mem:staralias;DB_CLOSE_DELAY=-1"})
    void update_ofARowReadByAStarAmongOtherColumns_isGuarded(String real) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = driver.createStatement();
                Statement plain = connection.createStatement()) {
            bare.execute("CREATE TABLE T (ID INT PRIMARY KEY, A INT)");
            bare.execute("CREATE TABLE U (ID INT PRIMARY KEY, T_ID INT)");
            bare.executeUpdate("INSERT INTO T VALUES (1, 10)");
            bare.executeUpdate("INSERT INTO U VALUES (7, 1)");
            for (String text : new String[] {
                "SELECT U.ID AS X, 1 + 1, T.*, U.T_ID Y FROM U JOIN T ON T.ID = U.T_ID",
                "SELECT * FROM U JOIN T ON T.ID = U.T_ID"
            }) {
                read(plain, text);
                bare.executeUpdate("UPDATE T SET A = A + 1");
                assertThatThrownBy(() -> plain.executeUpdate("UPDATE T SET A = 6 WHERE ID = 1"))
                        .as(text)
                        .isInstanceOf(ConcurrencyConflictException.class);
            }
            bare.execute("DROP TABLE T");
            bare.execute("DROP TABLE U");
        }
    }

    private static void read(Statement statement, String text) throws SQLException {
        try (ResultSet rows = statement.executeQuery(text)) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }
}
