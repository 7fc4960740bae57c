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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstGuardTest {
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:first", "h2:mem:first;DB_CLOSE_DELAY=-1"})
    void update_ofARowSomebodyChanged_isRefused(String real) throws SQLException {
        try (Connection one = DriverManager.getConnection("jdbc:noclobber:" + real);
                Connection two = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement plain = one.createStatement()) {
            plain.execute("CREATE TABLE T (ID INT PRIMARY KEY, NAME VARCHAR(20))");
            plain.executeUpdate("INSERT INTO T VALUES (1, 'one')");
            assertThat(read(one)).isEqualTo("one");
            assertThat(read(two)).isEqualTo("one");
            assertThat(write(two, "two")).isEqualTo(1);
            assertThat(write(two, "three")).isEqualTo(1);
            assertThatThrownBy(() -> write(one, "lost")).isInstanceOf(ConcurrencyConflictException.class);
            assertThatThrownBy(() -> plain.executeUpdate("UPDATE T SET NAME = 'lost' WHERE ID = 1"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            assertThat(read(one)).isEqualTo("three");
            assertThat(plain.executeUpdate("UPDATE T SET NAME = 'four' WHERE ID = 1"))
                    .isEqualTo(1);
            plain.execute("DROP TABLE T");
        }
    }

    private static String read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT ID, NAME FROM T WHERE ID = ?")) {
            select.setInt(1, 1);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(2);
            }
        }
    }

    private static int write(Connection connection, String name) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE T SET NAME = ? WHERE ID = ?")) {
            update.setString(1, name);
            update.setInt(2, 1);
            return update.executeUpdate();
        }
    }

    /** What a wide read saw of a column does not count any more once a narrow one has read that column anew. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:narrow", "h2:mem:narrow;DB_CLOSE_DELAY=-1"})
    void update_afterANarrowerReadOfTheChangedColumn_isNotRefused(String real) throws SQLException {
        try (Connection driver = DriverManager.getConnection("jdbc:" + real);
                Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement bare = driver.createStatement();
                Statement plain = connection.createStatement()) {
            bare.execute("CREATE TABLE T (ID INT PRIMARY KEY, NAME VARCHAR(20), NOTE VARCHAR(20))");
            bare.executeUpdate("INSERT INTO T VALUES (1, 'one', 'note')");
            try (ResultSet wide = plain.executeQuery("SELECT * FROM T")) {
                assertThat(wide.next()).isTrue();
            }
            bare.executeUpdate("UPDATE T SET NAME = 'theirs'");
            assertThat(read(connection)).isEqualTo("theirs");
            assertThat(write(connection, "ours")).isEqualTo(1);
            bare.executeUpdate("UPDATE T SET NOTE = 'theirs'");
            assertThatThrownBy(() -> plain.executeUpdate("UPDATE T SET NOTE = 'ours' WHERE ID = 1"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            bare.execute("DROP TABLE T");
        }
    }
}
