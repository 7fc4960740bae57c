package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a prepared statement of HSQLDB is executed with after a batch: what was set last, whatever elements ran with. */
class BatchParametersTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final String BY_KEY = "UPDATE T SET N = N + 1 WHERE ID = ?";
    private static final String BY_LIST = "UPDATE T SET N = N + 1 WHERE ID IN (?, 4)";
    private static final String BY_RANGE = "UPDATE T SET N = N + 1 WHERE ID > ?";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' |" + BY_KEY,
                "'' |" + BY_LIST,
                "'' |" + BY_RANGE,
                "noclobber: |" + BY_KEY,
                "noclobber: |" + BY_LIST,
                "noclobber: |" + BY_RANGE
            })
    void execute_afterBatch_takesWhatWasSetLast(String prefix, String text) throws SQLException {
        try (Connection connection = open(prefix);
                PreparedStatement write = connection.prepareStatement(text)) {
            write.setInt(1, 6);
            write.addBatch();
            write.setInt(1, 3);
            write.executeBatch();
            List<Integer> batch = numbers(connection);

            write.executeUpdate();

            List<Integer> changed = new ArrayList<>();
            List<Integer> now = numbers(connection);
            for (int i = 0; i < now.size(); i++) {
                if (!now.get(i).equals(batch.get(i))) {
                    changed.add(i + 1);
                }
            }
            assertThat(changed)
                    .isEqualTo(
                            switch (text) {
                                case BY_KEY -> List.of(3);
                                case BY_LIST -> List.of(3, 4);
                                default -> List.of(4, 5);
                            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' |" + BY_LIST, "noclobber: |" + BY_LIST})
    void execute_afterFailedBatch_doesNotTakeWhatFailed(String prefix, String text) throws SQLException {
        try (Connection connection = open(prefix);
                Statement plain = connection.createStatement();
                PreparedStatement write = connection.prepareStatement(text)) {
            plain.executeUpdate("UPDATE T SET N = 2147483647 WHERE ID = 1");
            write.setInt(1, 1);
            write.addBatch();
            write.setInt(1, 5);
            write.addBatch();
            assertThatThrownBy(write::executeBatch).isInstanceOf(BatchUpdateException.class);

            assertThat(write.executeUpdate()).isEqualTo(2);

            assertThat(numbers(connection)).containsExactly(2147483647, 0, 0, 1, 1);
        }
    }

    private static Connection open(String prefix) throws SQLException {
        Connection connection =
                DriverManager.getConnection("jdbc:" + prefix + "hsqldb:mem:batch" + DATABASES.incrementAndGet());
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE T (ID INT NOT NULL PRIMARY KEY, N INT)");
            statement.execute("INSERT INTO T VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0)");
        }
        numbers(connection);
        return connection;
    }

    private static List<Integer> numbers(Connection connection) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, N FROM T ORDER BY ID")) {
            while (rows.next()) {
                numbers.add(rows.getInt(2));
            }
        }
        return numbers;
    }
}
