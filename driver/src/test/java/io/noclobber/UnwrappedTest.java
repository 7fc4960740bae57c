package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written through the driver's own objects is not seen: that an application has taken them is counted. */
class UnwrappedTest {
    private static final String REAL = "h2:mem:unwrapped";

    private Connection bare;
    private Connection guarded;

    @BeforeEach
    void open() throws SQLException {
        bare = DriverManager.getConnection("jdbc:" + REAL);
        guarded = DriverManager.getConnection("jdbc:noclobber:" + REAL);
    }

    @AfterEach
    void close() throws SQLException {
        guarded.close();
        bare.close();
    }

    private static long counted() {
        return NoclobberDriver.counts().elsewhere().unguarded().getOrDefault("UNWRAPPED", 0L);
    }

    @Test
    void objectsOfTheDriver_areCountedOnceAConnectionAndType() throws SQLException {
        long before = counted();
        assertThat(guarded.unwrap(Connection.class)).isSameAs(guarded);
        assertThat(guarded.isWrapperFor(JdbcConnection.class)).isTrue();
        assertThat(counted()).as("nothing was given out").isEqualTo(before);

        guarded.unwrap(JdbcConnection.class);
        guarded.unwrap(JdbcConnection.class);
        assertThat(counted()).isEqualTo(before + 1);
        for (int i = 0; i < 2; i++) {
            try (Statement statement = guarded.createStatement()) {
                statement.unwrap(JdbcStatement.class);
            }
        }
        assertThat(counted()).isEqualTo(before + 2);
        try (Connection another = DriverManager.getConnection("jdbc:noclobber:" + REAL)) {
            another.unwrap(JdbcConnection.class);
        }
        assertThat(counted()).isEqualTo(before + 3);
    }

    /** Why it is counted. */
    @Test
    void writeThroughAnObjectOfTheDriver_isNotGuarded() throws SQLException {
        try (Statement other = bare.createStatement();
                Statement ours = guarded.createStatement()) {
            other.execute("CREATE TABLE T (ID INT PRIMARY KEY, A INT)");
            other.execute("INSERT INTO T VALUES (1, 1)");
            try (ResultSet rows = ours.executeQuery("SELECT ID, A FROM T")) {
                assertThat(rows.next()).isTrue();
            }
            other.execute("UPDATE T SET A = 2");
            try (Statement unseen = guarded.unwrap(JdbcConnection.class).createStatement()) {
                assertThat(unseen.executeUpdate("UPDATE T SET A = 3 WHERE ID = 1"))
                        .isOne();
            }
        }
    }
}
