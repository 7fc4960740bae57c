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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two users, each with a thread of his own, on one connection: what the one has read guards what he writes, whatever the
 * other one does in the midst of it.
 */
@SuppressWarnings("try") // an open conversation is there for what it binds
class SharedConnectionTest {
    private static final String READ = "SELECT ID, A, B FROM T WHERE ID = ";

    private final JdbcDataSource h2 = new JdbcDataSource();
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final Thread mine = Thread.currentThread();

    /** What the other one does when this thread comes to a call of the driver's rows. */
    private @Nullable Callable<?> meanwhile;

    private String call = "";
    private @Nullable Future<?> done;

    private Connection bob;
    private Connection shared;

    @BeforeEach
    void create() throws Exception {
        h2.setURL("jdbc:h2:mem:sharedconnection;DB_CLOSE_DELAY=-1");
        bob = h2.getConnection();
        write(bob, "CREATE TABLE T (ID INT PRIMARY KEY, A INT, B INT)");
        write(bob, "INSERT INTO T VALUES (1, 10, 100), (2, 20, 200), (3, 30, NULL)");
        shared = new NoclobberDataSource(interrupted(javax.sql.DataSource.class, h2)).getConnection();
    }

    @AfterEach
    void drop() throws Exception {
        other.shutdownNow();
        assertThat(other.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        shared.close();
        write(bob, "DROP TABLE T");
        bob.close();
        Conversation.end("stale");
        Conversation.end("fresh");
    }

    @Test
    void write_whileTheOtherReads_isGuardedByWhatItsOwnUserHasRead() throws Exception {
        in("stale", () -> read(1));
        write(bob, "UPDATE T SET A = 11 WHERE ID = 1");
        in("fresh", () -> read(1));
        Statement running = shared.createStatement();
        in("fresh", () -> running.execute(READ + 2));

        in("stale", () -> {
            ResultSet open = shared.createStatement().executeQuery(READ + 3);
            open.next();
            // a write first captures what cursors stand on
            when("wasNull", () -> in("fresh", running::getResultSet));
            assertThatThrownBy(() -> write(shared, "UPDATE T SET B = 101 WHERE ID = 1"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            return open;
        });
        otherIsDone();
    }

    @Test
    void updateRow_whileTheOtherReads_isGuardedByWhatItsOwnUserHasRead() throws Exception {
        in("stale", () -> read(1));
        write(bob, "UPDATE T SET A = 11 WHERE ID = 1");
        in("fresh", () -> read(1));

        in("stale", () -> {
            ResultSet open = shared.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)
                    .executeQuery(READ + 1);
            open.next();
            open.updateInt(3, 101);
            when("getHoldability", () -> in("fresh", () -> read(2)));
            assertThatThrownBy(open::updateRow).isInstanceOf(ConcurrencyConflictException.class);
            return open;
        });
        otherIsDone();
    }

    @Test
    void read_whileTheOtherReads_isRememberedForItsOwnUser() throws Exception {
        in("fresh", () -> read(1));
        write(bob, "UPDATE T SET A = 11 WHERE ID = 1");

        when("getMetaData", () -> shown("fresh", READ + 2));
        // how many columns there are is asked of the rows
        shown("stale", "SELECT * FROM T WHERE ID = 1");
        otherIsDone();

        in(
                "fresh",
                () -> assertThatThrownBy(() -> write(shared, "UPDATE T SET B = 101 WHERE ID = 1"))
                        .isInstanceOf(ConcurrencyConflictException.class));
        write(bob, "UPDATE T SET A = 12 WHERE ID = 1");
        in(
                "stale",
                () -> assertThatThrownBy(() -> write(shared, "UPDATE T SET B = 101 WHERE ID = 1"))
                        .isInstanceOf(ConcurrencyConflictException.class));
    }

    /** Whoever waits for the other one to be done with a statement does not wait for his transaction. */
    @Test
    void read_whileTheOtherIsInATransaction_doesNotWait() throws Exception {
        shared.setAutoCommit(false);
        in("stale", () -> write(shared, "UPDATE T SET B = 101 WHERE ID = 1"));
        other.submit(() -> in("fresh", () -> read(2))).get(10, TimeUnit.SECONDS);
        shared.rollback();
        shared.setAutoCommit(true);
    }

    private void when(String called, Callable<?> work) {
        call = called;
        meanwhile = work;
    }

    private void otherIsDone() throws Exception {
        assertThat(done).as("the other one was let in").isNotNull();
        done.get(10, TimeUnit.SECONDS);
    }

    /** The other one runs to its end, unless it has to wait for this thread. */
    private void letIn(String called) throws Exception {
        Callable<?> work = meanwhile;
        if (work != null && called.equals(call) && Thread.currentThread() == mine) {
            meanwhile = null;
            done = other.submit(work);
            for (int i = 0; i < 30 && !done.isDone(); i++) {
                Thread.sleep(10);
            }
        }
    }

    private static <T> T in(String conversation, Callable<T> work) throws Exception {
        try (Conversation open = Conversation.open(conversation)) {
            return work.call();
        }
    }

    private int shown(String conversation, String query) throws Exception {
        try (Conversation open = Conversation.open(conversation)) {
            return open.renewing(() -> read(query));
        }
    }

    private int read(int id) throws SQLException {
        return read(READ + id);
    }

    private int read(String query) throws SQLException {
        try (Statement statement = shared.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(2);
        }
    }

    private static int write(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(text);
        }
    }

    private <T> T interrupted(Class<T> type, Object driver) {
        return type.cast(Proxy.newProxyInstance(
                SharedConnectionTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (driver instanceof ResultSet) {
                        letIn(method.getName());
                    }
                    Object result;
                    try {
                        result = method.invoke(driver, given);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                    Class<?> gives = method.getReturnType();
                    boolean wraps = List.of(Connection.class, PreparedStatement.class, Statement.class, ResultSet.class)
                            .contains(gives);
                    return result != null && wraps ? interrupted(gives, result) : result;
                }));
    }
}
