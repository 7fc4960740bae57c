package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch that is guarded reaches the driver as a batch: in one call, or in as few as it can. */
class SentBatchTest {
    private static final String URL = "jdbc:h2:mem:sentbatch;DB_CLOSE_DELAY=-1";

    /** How many elements each batch had that the driver has run, and 0 for a write that was none. */
    private final List<Integer> sent = new ArrayList<>();

    private Connection ours;
    private Connection other;
    private int elements;

    @BeforeEach
    void open() throws SQLException {
        JdbcDataSource real = new JdbcDataSource();
        real.setURL(URL);
        other = DriverManager.getConnection(URL);
        try (Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE T (ID INT PRIMARY KEY, A INT, NOTE VARCHAR(9))");
            statement.execute("INSERT INTO T VALUES (1, 1, 'x'), (2, 1, NULL), (3, 1, 'x'), (4, 1, NULL), (5, 1, 'x')");
        }
        ours = new NoclobberDataSource(counting(DataSource.class, real)).getConnection();
        try (Statement statement = ours.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, A, NOTE FROM T")) {
            while (rows.next()) {
                rows.getInt(1);
            }
        }
    }

    @AfterEach
    void close() throws SQLException {
        ours.close();
        try (Statement statement = other.createStatement()) {
            statement.execute("SHUTDOWN");
        }
        other.close();
    }

    /** The driver's object, whose statements count what they are sent. */
    private <T> T counting(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(
                SentBatchTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "addBatch" -> elements++;
                        case "executeBatch", "executeLargeBatch" -> {
                            sent.add(elements);
                            elements = 0;
                        }
                        case "executeUpdate", "executeLargeUpdate" -> sent.add(0);
                        default -> {
                            // sends no write
                        }
                    }
                    try {
                        Object given = method.invoke(real, arguments);
                        Class<?> gives = method.getReturnType();
                        boolean wraps = gives == Connection.class || Statement.class.isAssignableFrom(gives);
                        return given != null && wraps ? counting(gives, given) : given;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    private int[] update(int... ids) throws SQLException {
        sent.clear();
        try (PreparedStatement batch = ours.prepareStatement("UPDATE T SET A = A + 1 WHERE ID = ?")) {
            for (int id : ids) {
                batch.setInt(1, id);
                batch.addBatch();
            }
            return batch.executeBatch();
        }
    }

    @Test
    void rowsThatWereRead_areWrittenInOneBatch() throws SQLException {
        assertThat(update(1, 3, 5)).containsExactly(1, 1, 1);
        assertThat(sent).containsExactly(3);
    }

    /** The text has both spellings of what is NULL in some of them. */
    @Test
    void rowsWithNullsInDifferentColumns_areWrittenInOneBatch() throws SQLException {
        assertThat(update(1, 2, 3, 4, 5)).containsExactly(1, 1, 1, 1, 1);
        assertThat(sent).containsExactly(5);
    }

    /** The text of those that were not read is the application's. */
    @Test
    void rowsThatWereNotRead_areABatchOfTheirOwn() throws SQLException {
        assertThat(update(1, 2, 8, 9)).containsExactly(1, 1, 0, 0);
        assertThat(sent).containsExactly(2, 2);
    }

    /** What it is compared with is known only when it has been written once. */
    @Test
    void rowsWrittenTwice_beginAnotherBatch() throws SQLException {
        assertThat(update(1, 3, 1, 3)).containsExactly(1, 1, 1, 1);
        assertThat(sent).containsExactly(2, 2);
    }

    @Test
    void textsThatDifferByTheirKeys_areWrittenInOneBatch() throws SQLException {
        sent.clear();
        try (Statement batch = ours.createStatement()) {
            for (int id = 1; id <= 5; id++) {
                batch.addBatch("UPDATE T SET A = A + 1 WHERE ID = " + id);
            }
            assertThat(batch.executeBatch()).containsExactly(1, 1, 1, 1, 1);
        }
        assertThat(sent).containsExactly(5);
    }
}
