package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of ours that fail once while the application's own do not: it hears of nothing, and nothing may be lost by it. */
class FailOnceTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final AtomicInteger left = new AtomicInteger();
    private Predicate<String> failing = call -> false;
    private Connection other;
    private Connection ours;

    @BeforeEach
    void open() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:once" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=200");
        other = DriverManager.getConnection(database.getURL());
        run(
                other,
                "CREATE TABLE T (ID INT PRIMARY KEY, A INT, NOTE VARCHAR(9), BODY CLOB, VERSION INT DEFAULT 1 NOT NULL)");
        run(other, "INSERT INTO T VALUES (1, 10, 'first', 'one', 1), (2, 20, 'second', 'two', 1)");
        ours = source(database).getConnection();
    }

    private NoclobberDataSource source(DataSource database) {
        return new NoclobberDataSource((DataSource) faulty(database));
    }

    @AfterEach
    void close() throws SQLException {
        ours.close();
        run(other, "SHUTDOWN");
        other.close();
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private Object faulty(Object real) {
        Class<?>[] types = real.getClass().getInterfaces().length == 0
                ? real.getClass().getSuperclass().getInterfaces()
                : real.getClass().getInterfaces();
        return Proxy.newProxyInstance(getClass().getClassLoader(), types, (proxy, method, arguments) -> {
            if (failing.test(call(method, arguments)) && left.getAndDecrement() > 0) {
                throw new SQLException("not this time");
            }
            try {
                Object given = method.invoke(real, arguments);
                return given instanceof Connection || given instanceof Statement || given instanceof ResultSet
                        ? faulty(given)
                        : given;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static String call(Method method, Object @Nullable [] arguments) {
        return method.getName() + ' ' + (arguments == null ? "" : arguments[0]);
    }

    private void fail(String call, int times) {
        failing = call::equals;
        left.set(times);
    }

    private ResultSet rows(String columns) throws SQLException {
        Statement statement = ours.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM T ORDER BY ID");
        assertThat(rows.next()).isTrue();
        return rows;
    }

    private String value(String column) throws SQLException {
        try (Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + column + " FROM T WHERE ID = 1")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    @Test
    void columnThatIsSet_lookedUpInVain_isGuardedAllTheSame() throws SQLException {
        try (ResultSet rows = rows("ID, A, NOTE")) {
            run(other, "UPDATE T SET NOTE = 'theirs' WHERE ID = 1");
            fail("findColumn NOTE", 1);
            rows.updateString("NOTE", "ours");
            assertThat(left).hasValue(-1);
            assertThatThrownBy(rows::updateRow).isInstanceOf(ConcurrencyConflictException.class);
        }
        assertThat(value("NOTE")).isEqualTo("theirs");
    }

    @Test
    void largeObjectThatIsRead_lookedUpInVain_isGuardedAllTheSame() throws SQLException {
        try (Statement statement = ours.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, BODY FROM T WHERE ID = 1")) {
            assertThat(rows.next()).isTrue();
            fail("findColumn BODY", 1);
            assertThat(rows.getString("BODY")).isEqualTo("one");
            assertThat(left.get()).isNegative();
        }
        run(other, "UPDATE T SET BODY = 'theirs' WHERE ID = 1");
        assertThatThrownBy(() -> run(ours, "UPDATE T SET BODY = 'ours' WHERE ID = 1"))
                .isInstanceOf(ConcurrencyConflictException.class);
    }

    /** It stands behind the application's own columns. */
    @Test
    void hiddenColumn_lookedUpInVain_staysHidden() throws SQLException {
        try (Connection versioned = versioned();
                Statement statement = versioned.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, A FROM T WHERE ID = 1")) {
            assertThat(rows.next()).isTrue();
            fail("findColumn VERSION", 1);
            assertThatThrownBy(() -> rows.getInt("VERSION"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageNotContaining("not this time");
            assertThat(left.get()).isNegative();
        }
    }

    private Connection versioned() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(other.getMetaData().getURL());
        NoclobberDataSource source = source(database);
        source.setCompare("version");
        source.setVersion("*.VERSION");
        return source.getConnection();
    }

    /** A list of rows is written in a transaction that is made for it. */
    private void writeBoth(String note) throws SQLException {
        try (Statement statement = ours.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE T SET NOTE = '" + note + "' WHERE ID IN (1, 2)"))
                    .isEqualTo(2);
        }
    }

    private void readAll() throws SQLException {
        try (Statement statement = ours.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, A, NOTE FROM T")) {
            while (rows.next()) {
                rows.getString("NOTE");
            }
        }
    }

    @Test
    void autoCommit_switchedBackInVain_isSwitchedBackAllTheSame() throws SQLException {
        readAll();
        fail("setAutoCommit true", 1);
        writeBoth("ours");
        assertThat(left.get()).isNegative();
        assertThat(ours.getAutoCommit()).isTrue();
        assertThat(value("NOTE")).isEqualTo("ours");
        run(ours, "UPDATE T SET NOTE = 'more' WHERE ID = 1");
        assertThat(value("NOTE")).isEqualTo("more");
    }

    @Test
    void autoCommit_thatCannotBeSwitchedBack_isToldWithTheWorkCommitted() throws SQLException {
        readAll();
        fail("setAutoCommit true", 2);
        Throwable told = catchThrowable(() -> writeBoth("ours"));
        assertThat(told).isInstanceOf(SQLException.class).hasMessage("not this time");
        assertThat(told.getSuppressed()).hasSize(1);
        assertThat(value("NOTE")).isEqualTo("ours");
        assertThat(ours.getAutoCommit()).isFalse();
    }

    /** A driver would go on to fetch all rows at once, whatever the memory. */
    @Test
    void fetchSize_putBackInVain_isPutBackAllTheSame() throws SQLException {
        readAll();
        try (Statement statement = ours.createStatement()) {
            statement.setFetchSize(1);
            fail("setFetchSize 1", 1);
            assertThat(statement.executeUpdate(
                            "UPDATE T SET NOTE = 'ours' WHERE ID IN (1, 2)", Statement.RETURN_GENERATED_KEYS))
                    .isEqualTo(2);
            assertThat(left.get()).isNegative();
            assertThat(statement.getFetchSize()).isEqualTo(1);
        }
        assertThat(value("NOTE")).isEqualTo("ours");
    }
}
