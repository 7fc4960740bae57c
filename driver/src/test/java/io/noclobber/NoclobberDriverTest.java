package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class NoclobberDriverTest {
    @Test
    void connection_ofOurUrl_reachesTheRealDatabase() throws SQLException {
        for (String real : new String[] {"hsqldb:mem:reaches", "h2:mem:reaches"}) {
            try (Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE T (ID INT PRIMARY KEY, NAME VARCHAR(20))");
                assertThat(statement.executeUpdate("INSERT INTO T VALUES (1, 'one')"))
                        .isEqualTo(1);
                try (PreparedStatement select = connection.prepareStatement("SELECT NAME FROM T WHERE ID = ?")) {
                    select.setInt(1, 1);
                    try (ResultSet rows = select.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getString(1)).isEqualTo("one");
                        assertThat(rows.getStatement()).isSameAs(select);
                    }
                }
                assertThat(statement.getConnection()).isSameAs(connection);
                assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
                assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:" + real);
            }
        }
    }
}
