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

/** A LIMIT behind a condition that pins the key has nothing to choose from. */
class LimitedWriteTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE T SET A = 9 WHERE ID = 1 LIMIT 1",
                "DELETE FROM T WHERE ID = 1 LIMIT 1",
                "UPDATE T SET A = 9 WHERE ID = 1 AND A > 0 LIMIT 1"
            })
    void limitedToTheRowThatTheKeyPins_isGuarded(String text) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:h2:mem:limited");
                Connection ours = DriverManager.getConnection("jdbc:noclobber:h2:mem:limited");
                Statement theirs = other.createStatement();
                Statement statement = ours.createStatement()) {
            theirs.execute("CREATE TABLE T (ID INT PRIMARY KEY, A INT)");
            theirs.execute("INSERT INTO T VALUES (1, 10)");
            read(statement);
            theirs.execute("UPDATE T SET A = 11");
            assertThatThrownBy(() -> statement.executeUpdate(text)).isInstanceOf(ConcurrencyConflictException.class);
            read(statement);
            assertThat(statement.executeUpdate(text)).isOne();
        }
    }

    private static void read(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM T WHERE ID = 1")) {
            assertThat(rows.next()).isTrue();
        }
    }
}
