package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch that fails in its middle leaves what the bare driver leaves, however the guard has split it. */
class BatchFailureTest {
    private static final String REST = "h2:mem:batchfailure";

    private Connection keeper;

    @BeforeEach
    void create() throws SQLException {
        keeper = DriverManager.getConnection("jdbc:" + REST);
        try (Statement statement = keeper.createStatement()) {
            statement.execute("CREATE TABLE T (ID INT PRIMARY KEY, A INT CHECK (A > 0), NOTE VARCHAR(9))");
        }
    }

    @AfterEach
    void close() throws SQLException {
        keeper.close();
    }

    @Test
    void batch_splitByNulls_goesOnAfterAFailureAsTheDriverDoes() throws SQLException {
        Outcome bare = run("jdbc:" + REST);
        Outcome guarded = run("jdbc:noclobber:" + REST);

        assertThat(bare.counts()).containsExactly(Statement.EXECUTE_FAILED, 1, 1, 1);
        assertThat(guarded).isEqualTo(bare);
    }

    private record Outcome(List<Integer> counts, String message, List<Integer> stored) {}

    private Outcome run(String url) throws SQLException {
        execute("DELETE FROM T");
        execute("INSERT INTO T VALUES (1, 1, NULL), (2, 1, 'x'), (3, 1, NULL), (4, 1, 'y')");
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(numbers(connection, "SELECT ID, A, NOTE FROM T ORDER BY ID"))
                    .hasSize(4);
            try (PreparedStatement update = connection.prepareStatement("UPDATE T SET A = ? WHERE ID = ?")) {
                for (int id = 1; id <= 4; id++) {
                    update.setInt(1, id == 1 ? -1 : id * 10);
                    update.setInt(2, id);
                    update.addBatch();
                }
                BatchUpdateException failure = catchThrowableOfType(BatchUpdateException.class, update::executeBatch);
                List<Integer> counts = new ArrayList<>();
                for (int count : failure.getUpdateCounts()) {
                    counts.add(count);
                }
                String state = String.valueOf(failure.getSQLState());
                return new Outcome(counts, state, numbers(keeper, "SELECT A FROM T ORDER BY ID"));
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Integer> numbers(Connection connection, String sql) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }
}
