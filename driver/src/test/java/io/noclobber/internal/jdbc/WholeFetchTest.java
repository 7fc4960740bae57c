package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFetchTest {
    /** The fetch size of H2 is 100 by default. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 101})
    void write_ofAStatementWithMostRows_runsAndGivesItsKeys(int most) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:noclobber:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE T (ID INT NOT NULL PRIMARY KEY, N INT)");
            statement.execute("INSERT INTO T VALUES (1, 1), (2, 1)");
            try (ResultSet rows = statement.executeQuery("SELECT ID, N FROM T")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isTrue();
            }
            statement.setLargeMaxRows(most);

            String write = "UPDATE T SET N = 2 WHERE ID = 1 AND N < 9";
            assertThat(statement.executeUpdate(write, Statement.RETURN_GENERATED_KEYS))
                    .isOne();
            assertThat(statement.execute("UPDATE T SET N = 2 WHERE ID IN (1, 2)"))
                    .isFalse();

            assertThat(statement.getUpdateCount()).isEqualTo(2);
            assertThat(statement.getFetchSize()).isEqualTo(100);
            assertThat(statement.getLargeMaxRows()).isEqualTo(most);
        }
    }
}
