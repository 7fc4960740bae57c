package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of the rows of a batch, by drivers that tell less of it than H2, whose counts are taken away here. */
class BatchCountsTest {
    private static final String URL = "jdbc:h2:mem:batchcounts;DB_CLOSE_DELAY=-1";
    private static final int ROWS = 4;
    private static final int[] MUTE = {
        Statement.SUCCESS_NO_INFO, Statement.SUCCESS_NO_INFO, Statement.SUCCESS_NO_INFO, Statement.SUCCESS_NO_INFO
    };

    /** What a driver makes of the counts of a batch, or of its failure. */
    private interface Report {
        int[] of(int[] counts, @Nullable BatchUpdateException failure) throws SQLException;
    }

    private Report report;
    private Connection ours;
    private Connection other;

    @BeforeEach
    void open() throws SQLException {
        JdbcDataSource real = new JdbcDataSource();
        real.setURL(URL);
        other = DriverManager.getConnection(URL);
        run("CREATE TABLE T (ID INT PRIMARY KEY, A INT CHECK (A > 0), NOTE VARCHAR(9))");
        run("INSERT INTO T VALUES (1, 1, 'x'), (2, 1, 'x'), (3, 1, 'x'), (4, 1, 'x')");
        ours = new NoclobberDataSource(reporting(DataSource.class, real)).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        ours.close();
        run("SHUTDOWN");
        other.close();
    }

    /** The driver's object, whose batches tell what {@link #report} makes of them. */
    private <T> T reporting(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                BatchCountsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean batch = method.getName().equals("executeBatch");
                    try {
                        Object given = method.invoke(real, arguments);
                        return batch ? report.of((int[]) given, null) : reportingInTurn(given);
                    } catch (InvocationTargetException e) {
                        if (batch && e.getCause() instanceof BatchUpdateException failure) {
                            return report.of(failure.getUpdateCounts(), failure);
                        }
                        throw e.getCause();
                    }
                }));
    }

    private @Nullable Object reportingInTurn(@Nullable Object given) {
        if (given instanceof Connection connection) {
            return reporting(Connection.class, connection);
        }
        return given instanceof PreparedStatement statement ? reporting(PreparedStatement.class, statement) : given;
    }

    private void run(String text) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute(text);
        }
    }

    private void readAll() throws SQLException {
        try (Statement statement = ours.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, A, NOTE FROM T")) {
            for (int row = 0; row < ROWS; row++) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    /** Sets {@code A} of all rows, of one of them to what the database refuses. */
    private int[] batch(int refused) throws SQLException {
        try (PreparedStatement batch = ours.prepareStatement("UPDATE T SET A = ? WHERE ID = ?")) {
            for (int id = 1; id <= ROWS; id++) {
                batch.setInt(1, id == refused ? -1 : 10 + id);
                batch.setInt(2, id);
                batch.addBatch();
            }
            return batch.executeBatch();
        }
    }

    private int write(int id) throws SQLException {
        try (PreparedStatement statement = ours.prepareStatement("UPDATE T SET NOTE = 'mine' WHERE ID = ?")) {
            statement.setInt(1, id);
            return statement.executeUpdate();
        }
    }

    /** Nobody keeps others from a row that may not have been met. */
    @Test
    void elementThatMayHaveMetNoRow_leavesTheRowToOthers() throws SQLException {
        report = (counts, failure) -> {
            int[] mute = counts.clone();
            Arrays.fill(mute, Statement.SUCCESS_NO_INFO);
            return mute;
        };
        ours.setAutoCommit(false);
        try (PreparedStatement batch = ours.prepareStatement("UPDATE T SET A = 5 WHERE ID = ? AND NOTE = 'other'")) {
            batch.setInt(1, 1);
            batch.addBatch();
            assertThat(batch.executeBatch()).containsExactly(Statement.SUCCESS_NO_INFO);
        }
        readAll();
        run("UPDATE T SET NOTE = 'theirs' WHERE ID = 1");
        assertThatThrownBy(() -> write(1)).isInstanceOf(ConcurrencyConflictException.class);
        ours.rollback();
    }

    private String stored() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("SELECT A FROM T ORDER BY ID")) {
            while (rows.next()) {
                all.append(rows.getInt(1)).append(' ');
            }
        }
        return all.toString().trim();
    }

    private void assertAllCanBeWritten() throws SQLException {
        for (int id = 1; id <= ROWS; id++) {
            assertThat(write(id)).as("row " + id).isOne();
        }
    }

    private void assertAllAreGuarded() throws SQLException {
        run("UPDATE T SET NOTE = 'theirs'");
        for (int id = 1; id <= ROWS; id++) {
            int row = id;
            assertThatThrownBy(() -> write(row)).as("row " + id).isInstanceOf(ConcurrencyConflictException.class);
        }
    }

    @Test
    void successWithoutCounts_isToldAndTheRowsAreLookedAt() throws SQLException {
        report = (counts, failure) -> MUTE;
        readAll();

        assertThat(batch(0)).isEqualTo(MUTE);
        assertThat(stored()).isEqualTo("11 12 13 14");
        assertAllAreGuarded();
    }

    @Test
    void conflict_behindSuccessWithoutCounts_isFound() throws SQLException {
        report = (counts, failure) -> MUTE;
        readAll();
        run("UPDATE T SET NOTE = 'theirs' WHERE ID = 2");

        Throwable thrown = catchThrowable(() -> batch(0));

        assertThat(thrown).isInstanceOf(BatchUpdateException.class);
        assertThat(((BatchUpdateException) thrown).getUpdateCounts())
                .containsExactly(
                        Statement.SUCCESS_NO_INFO,
                        Statement.EXECUTE_FAILED,
                        Statement.SUCCESS_NO_INFO,
                        Statement.SUCCESS_NO_INFO);
        assertThat((Throwable) ((BatchUpdateException) thrown).getNextException())
                .isInstanceOf(ConcurrencyConflictException.class);
        assertThat(stored()).isEqualTo("11 1 13 14");
    }

    @Test
    void countsOfTheFirstElementsAlone_leaveTheOthersLookedAt() throws SQLException {
        report = (counts, failure) -> Arrays.copyOf(counts, 2);
        readAll();
        run("UPDATE T SET NOTE = 'theirs' WHERE ID = 4");

        Throwable thrown = catchThrowable(() -> batch(0));

        assertThat(((BatchUpdateException) thrown).getUpdateCounts())
                .containsExactly(1, 1, Statement.SUCCESS_NO_INFO, Statement.EXECUTE_FAILED);
        assertThat(stored()).isEqualTo("11 12 13 1");
        assertAllAreGuarded();
    }

    @Test
    void failure_withCountsOfTheFirstElementsAlone_leavesRowsThatCanBeWritten() throws SQLException {
        report = (counts, failure) -> {
            throw new BatchUpdateException("cut", "23513", 23513, Arrays.copyOf(counts, 2));
        };
        readAll();

        assertThat(catchThrowable(() -> batch(2))).isInstanceOf(BatchUpdateException.class);
        assertThat(stored()).isEqualTo("11 1 13 14");
        assertAllCanBeWritten();
        assertAllAreGuarded();
    }

    @Test
    void failure_withoutCounts_leavesRowsThatCanBeWritten() throws SQLException {
        SQLException plain = new SQLException("no counts", "23513", 23513);
        report = (counts, failure) -> {
            throw plain;
        };
        readAll();

        assertThat(catchThrowable(() -> batch(2))).isSameAs(plain);
        assertThat(stored()).isEqualTo("11 1 13 14");
        assertAllCanBeWritten();
        assertAllAreGuarded();
    }

    @Test
    void failure_withoutCounts_leavesRowsGuarded() throws SQLException {
        report = (counts, failure) -> {
            throw new SQLException("no counts", "23513", 23513);
        };
        readAll();

        assertThat(catchThrowable(() -> batch(2))).isInstanceOf(SQLException.class);
        assertAllAreGuarded();
    }
}
