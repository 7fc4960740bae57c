package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cursor at which one thread stands while another uses the same connection. */
class ForeignCursorTest {
    private final JdbcDataSource h2 = new JdbcDataSource();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(work -> new Thread(work, "reader"));

    /** Who has called the rows of the driver. */
    private final Set<String> callers = ConcurrentHashMap.newKeySet();

    private Connection bob;
    private Connection shared;
    private ResultSet rows;

    @BeforeEach
    void create() throws Exception {
        h2.setURL("jdbc:h2:mem:foreign;DB_CLOSE_DELAY=-1");
        bob = h2.getConnection();
        write(bob, "CREATE TABLE T (ID INT PRIMARY KEY, A INT, B INT)");
        write(bob, "INSERT INTO T VALUES (1, 10, 100), (2, 20, 200), (3, 30, NULL)");
        shared = new NoclobberDataSource(observed(javax.sql.DataSource.class, h2)).getConnection();
        rows = byReader(() -> shared.createStatement().executeQuery("SELECT ID, A, B FROM T ORDER BY ID"));
    }

    @AfterEach
    void drop() throws Exception {
        reader.shutdownNow();
        assertThat(reader.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        shared.close();
        write(bob, "DROP TABLE T");
        bob.close();
    }

    @Test
    void statement_ofAnotherThread_leavesTheRowsOfTheDriverAlone() throws Exception {
        byReader(rows::next);
        byReader(() -> rows.getInt(2));
        callers.clear();
        shared.setAutoCommit(false);
        write(shared, "UPDATE T SET A = 21 WHERE ID = 2");
        try (PreparedStatement batch = shared.prepareStatement("UPDATE T SET A = A + 1 WHERE ID = ?")) {
            batch.setInt(1, 3);
            batch.addBatch();
            batch.executeBatch();
        }
        shared.prepareStatement("SELECT A FROM T").executeQuery();
        shared.setSavepoint();
        shared.commit();

        assertThat(callers).isEmpty();
    }

    @Test
    void row_thatAnotherThreadStandsOn_isCapturedWhenItLeaves() throws Exception {
        byReader(rows::next);
        write(shared, "UPDATE T SET A = 21 WHERE ID = 2");
        byReader(rows::next);
        write(bob, "UPDATE T SET B = 101 WHERE ID = 1");

        refused("UPDATE T SET A = 11 WHERE ID = 1");
    }

    @Test
    void row_thatWasFetchedByAnotherThread_isGuarded() throws Exception {
        byReader(rows::next);
        byReader(() -> rows.getInt(1) + rows.getInt(2));
        write(bob, "UPDATE T SET A = 19 WHERE ID = 1");

        refused("UPDATE T SET A = 11 WHERE ID = 1");
    }

    @Test
    void row_thatIsReadAnewBeforeAnotherThreadLeavesIt_countsAsReadThen() throws Exception {
        byReader(rows::next);
        write(bob, "UPDATE T SET A = 19 WHERE ID = 1");
        Thread.sleep(5); // the order of two reads is told by the clock
        try (Statement statement = shared.createStatement();
                ResultSet newer = statement.executeQuery("SELECT * FROM T WHERE ID = 1")) {
            assertThat(newer.next()).isTrue();
            assertThat(newer.getInt("A")).isEqualTo(19);
        }
        byReader(rows::next);

        assertThat(write(shared, "UPDATE T SET A = 11 WHERE ID = 1")).isOne();
    }

    @Test
    void row_thatIsReadAnewInPartBeforeAnotherThreadLeavesIt_isGuardedInTheRest() throws Exception {
        byReader(rows::next);
        write(bob, "UPDATE T SET A = 19 WHERE ID = 1");
        Thread.sleep(5); // the order of two reads is told by the clock
        try (Statement statement = shared.createStatement();
                ResultSet newer = statement.executeQuery("SELECT ID, A FROM T WHERE ID = 1")) {
            assertThat(newer.next()).isTrue();
            assertThat(newer.getInt("A")).isEqualTo(19);
        }
        byReader(rows::next);
        assertThat(write(shared, "UPDATE T SET A = 11 WHERE ID = 1")).isOne();
        write(bob, "UPDATE T SET B = 101 WHERE ID = 1");

        refused("UPDATE T SET B = 12 WHERE ID = 1");
    }

    @Test
    void row_thatAnotherThreadIsChanging_isCapturedAsItWas() throws Exception {
        byReader(() -> {
            rows.close();
            rows = shared.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)
                    .executeQuery("SELECT ID, A, B FROM T ORDER BY ID");
            rows.next();
            rows.updateInt(2, 12);
            return rows.getInt(2);
        });
        write(shared, "UPDATE T SET A = 21 WHERE ID = 2");
        byReader(() -> {
            rows.cancelRowUpdates();
            return rows.next();
        });

        assertThat(write(shared, "UPDATE T SET A = 11 WHERE ID = 1")).isOne();
    }

    private void refused(String update) {
        assertThatThrownBy(() -> write(shared, update)).isInstanceOf(ConcurrencyConflictException.class);
    }

    private static int write(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(text);
        }
    }

    private <T> T byReader(Callable<T> work) throws Exception {
        return reader.submit(work).get(10, TimeUnit.SECONDS);
    }

    /** Notes which thread calls the first rows that were opened. */
    private <T> T observed(Class<T> type, Object driver) {
        return type.cast(Proxy.newProxyInstance(
                ForeignCursorTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (driver instanceof ResultSet
                            && !Thread.currentThread().getName().equals("reader")) {
                        callers.add(Thread.currentThread().getName() + " " + method.getName());
                    }
                    Object result;
                    try {
                        result = method.invoke(driver, given);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                    Class<?> gives = method.getReturnType();
                    boolean wraps = List.of(Connection.class, PreparedStatement.class, Statement.class)
                                    .contains(gives)
                            || gives == ResultSet.class
                                    && Thread.currentThread().getName().equals("reader");
                    return result != null && wraps ? observed(gives, result) : result;
                }));
    }
}
