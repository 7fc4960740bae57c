package io.noclobber.clients.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.p6spy.engine.wrapper.ConnectionWrapper;
import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another driver that stands before the real one, above our URL and below it. */
class P6SpyTest {
    private static final String REAL = "hsqldb:mem:spied";

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:noclobber:p6spy:", "jdbc:p6spy:noclobber:"})
    void connection_throughBoth_isGuarded(String prefix) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:" + REAL, "SA", "");
                Statement others = other.createStatement();
                Connection connection = DriverManager.getConnection(prefix + REAL, "SA", "");
                Statement ours = connection.createStatement()) {
            others.execute("CREATE TABLE IF NOT EXISTS SPIED (ID INT PRIMARY KEY, A INT)");
            others.execute("DELETE FROM SPIED");
            others.execute("INSERT INTO SPIED VALUES (1, 1)");
            assertThat(connection.isWrapperFor(ConnectionWrapper.class)).isTrue();
            read(ours);
            others.execute("UPDATE SPIED SET A = 2");
            assertThatThrownBy(() -> ours.executeUpdate("UPDATE SPIED SET A = 3 WHERE ID = 1"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            read(ours);
            assertThat(ours.executeUpdate("UPDATE SPIED SET A = 3 WHERE ID = 1"))
                    .isOne();
            assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:" + REAL);
        }
    }

    private static void read(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT ID, A FROM SPIED")) {
            assertThat(rows.next()).isTrue();
        }
    }
}
