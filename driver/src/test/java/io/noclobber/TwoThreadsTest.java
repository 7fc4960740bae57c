package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two threads at one connection do what they may do with the driver's own, and neither undoes what the other did. */
class TwoThreadsTest {
    private static final int ROUNDS = 60;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    /** The write of one is refused each time, in a transaction that is made around it; the other's must not go with it. */
    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:", "h2:mem:"})
    void refusedWrite_ofOneThread_leavesTheWritesOfTheOther(String engine) throws Exception {
        String url = engine + "threads" + System.nanoTime();
        try (Connection bare = DriverManager.getConnection("jdbc:" + url);
                Connection shared = DriverManager.getConnection("jdbc:noclobber:" + url);
                Statement statement = bare.createStatement()) {
            statement.execute("CREATE TABLE T (ID INT PRIMARY KEY, AMOUNT DECIMAL(10,2), NOTE VARCHAR(20))");
            statement.execute("INSERT INTO T VALUES (1, 0, 'a'), (2, 0, 'a')");
            Future<?> refused = threads.submit(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    read(shared, 1);
                    statement.executeUpdate("UPDATE T SET NOTE = 'bobs " + i + "' WHERE ID = 1");
                    assertThat(isRefused(shared)).isTrue();
                }
                return null;
            });
            Future<?> written = threads.submit(() -> {
                for (int i = 1; i <= ROUNDS; i++) {
                    read(shared, 2);
                    assertThat(add(shared, 2)).isEqualTo(1);
                }
                return null;
            });
            refused.get(60, TimeUnit.SECONDS);
            written.get(60, TimeUnit.SECONDS);
            try (ResultSet rows = statement.executeQuery("SELECT AMOUNT FROM T WHERE ID = 2")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(ROUNDS);
            }
            assertThat(shared.getAutoCommit()).isTrue();
        }
    }

    private static void read(Connection connection, int id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT ID, AMOUNT, NOTE FROM T WHERE ID = ?")) {
            select.setInt(1, id);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    private static int add(Connection connection, int id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE T SET AMOUNT = AMOUNT + 1 WHERE ID = ?")) {
            update.setInt(1, id);
            return update.executeUpdate();
        }
    }

    private static boolean isRefused(Connection connection) throws SQLException {
        try {
            add(connection, 1);
            return false;
        } catch (ConcurrencyConflictException conflict) {
            return true;
        }
    }
}
