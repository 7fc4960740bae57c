package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A driver that fails at its n-th call, for every n, in the middle of what an application does: afterwards nothing is
 * overwritten unseen, nothing is refused that nobody has touched, and nothing is left open.
 */
class DelegateFaultTest {
    private static final String URL = "jdbc:h2:mem:faults;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=200";
    private static final int MOST_CALLS = 400;
    private static final List<Class<?>> TYPES = List.of(
            CallableStatement.class,
            PreparedStatement.class,
            Statement.class,
            ResultSet.class,
            DatabaseMetaData.class,
            Connection.class,
            DataSource.class);

    private final SQLException fault = new SQLException("the driver fails", "HY000", 4711);
    private Connection other;
    private Connection ours;
    private int calls;
    private int failing = Integer.MAX_VALUE;
    private final List<ResultSet> rows = new ArrayList<>();

    /** What an application does. Row 1 was read before, row 2 is read and never written. */
    private enum Scenario {
        READ_AND_WRITE {
            @Override
            void run(Connection connection) throws SQLException {
                read(connection, 1);
                write(connection, 11, 1);
            }
        },
        OWN_WRITES_IN_A_TRANSACTION {
            @Override
            void run(Connection connection) throws SQLException {
                connection.setAutoCommit(false);
                write(connection, 11, 1);
                write(connection, 12, 1);
                connection.commit();
            }
        },
        SAVEPOINT {
            @Override
            void run(Connection connection) throws SQLException {
                connection.setAutoCommit(false);
                write(connection, 11, 1);
                Savepoint savepoint = connection.setSavepoint();
                write(connection, 12, 1);
                connection.rollback(savepoint);
                connection.commit();
            }
        },
        ROLLBACK {
            @Override
            void run(Connection connection) throws SQLException {
                connection.setAutoCommit(false);
                write(connection, 11, 1);
                connection.rollback();
            }
        },
        BATCH {
            @Override
            void run(Connection connection) throws SQLException {
                try (PreparedStatement update = connection.prepareStatement("UPDATE T SET A = ? WHERE ID = ?")) {
                    for (int id = 1; id <= 3; id += 2) {
                        update.setInt(1, 20 + id);
                        update.setInt(2, id);
                        update.addBatch();
                    }
                    update.executeBatch();
                }
            }
        },
        LITERALS {
            @Override
            void run(Connection connection) throws SQLException {
                execute(connection, "UPDATE T SET A = 11 WHERE ID = 1");
            }
        },
        LIST_OF_KEYS {
            @Override
            void run(Connection connection) throws SQLException {
                execute(connection, "UPDATE T SET A = 11 WHERE ID IN (1, 3)");
            }
        },
        GENERATED_KEYS {
            @Override
            void run(Connection connection) throws SQLException {
                try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE T SET A = 11 WHERE ID = 1", Statement.RETURN_GENERATED_KEYS)) {
                    update.executeUpdate();
                    try (ResultSet keys = update.getGeneratedKeys()) {
                        keys.next();
                    }
                }
            }
        },
        DELETE {
            @Override
            void run(Connection connection) throws SQLException {
                connection.setAutoCommit(false);
                execute(connection, "DELETE FROM T WHERE ID = 1");
                connection.rollback();
            }
        };

        abstract void run(Connection connection) throws SQLException;
    }

    @BeforeEach
    void create() throws SQLException {
        other = DriverManager.getConnection(URL);
        // with a column that the database computes, parameters do not tell what is stored
        execute(other, "CREATE TABLE T (ID INT PRIMARY KEY, A INT, B INT GENERATED ALWAYS AS (A * 2), C VARCHAR(9))");
    }

    @AfterEach
    void drop() throws SQLException {
        execute(other, "SHUTDOWN");
        other.close();
    }

    private void open() throws SQLException {
        execute(other, "DELETE FROM T");
        execute(other, "INSERT INTO T (ID, A, C) VALUES (1, 1, 'x'), (2, 2, NULL), (3, 3, 'z')");
        calls = 0;
        rows.clear();
        failing = Integer.MAX_VALUE;
        JdbcDataSource real = new JdbcDataSource();
        real.setURL(URL);
        ours = new NoclobberDataSource((DataSource) faulty(DataSource.class, real)).getConnection();
        for (int id = 1; id <= 3; id++) {
            read(ours, id);
        }
    }

    /** The driver's object, which fails at the call whose turn it is. */
    private Object faulty(Class<?> type, Object real) {
        return Proxy.newProxyInstance(
                DelegateFaultTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (fails(method)) {
                        throw fault;
                    }
                    Object given;
                    try {
                        given = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (given instanceof ResultSet result) {
                        rows.add(result);
                    }
                    return wrapped(given);
                });
    }

    private boolean fails(Method method) {
        boolean may = Arrays.asList(method.getExceptionTypes()).contains(SQLException.class)
                && !method.getName().equals("close")
                && !method.getName().equals("isClosed");
        return may && ++calls == failing;
    }

    private @Nullable Object wrapped(@Nullable Object given) {
        for (Class<?> type : TYPES) {
            if (type.isInstance(given)) {
                return faulty(type, given);
            }
        }
        return given;
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static void read(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT ID, A, B, C FROM T WHERE ID = ?")) {
            statement.setInt(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getInt(2);
                }
            }
        }
    }

    private static int write(Connection connection, int value, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE T SET A = ? WHERE ID = ?")) {
            statement.setInt(1, value);
            statement.setInt(2, id);
            return statement.executeUpdate();
        }
    }

    @ParameterizedTest
    @EnumSource
    void fault_atAnyCall_leavesAllAsItShouldBe(Scenario scenario) throws SQLException {
        int n = 0;
        boolean reached = true;
        while (reached) {
            n++;
            assertThat(n).as("calls of the driver").isLessThan(MOST_CALLS);
            open();
            failing = calls + n;
            Throwable thrown = null;
            try {
                scenario.run(ours);
            } catch (SQLException failure) {
                thrown = failure;
            }
            reached = calls >= failing;
            failing = Integer.MAX_VALUE;
            check(scenario + " with a fault at call " + n, thrown);
            ours.close();
        }
        assertThat(n).as("calls of the driver").isGreaterThan(5);
    }

    private void check(String what, @Nullable Throwable thrown) throws SQLException {
        if (thrown != null) {
            assertThat(thrown).as(what).isSameAs(fault);
        }
        if (!ours.getAutoCommit()) {
            ours.rollback();
            ours.setAutoCommit(true);
        }
        for (ResultSet result : rows) {
            assertThat(result.isClosed()).as("rows closed after " + what).isTrue();
        }
        // a row that nobody has touched is written, and a row that somebody has changed is not
        assertThat(write(ours, 22, 2)).as("undisturbed after " + what).isOne();
        read(ours, 3);
        execute(other, "UPDATE T SET A = 99 WHERE ID = 3");
        assertThatThrownBy(() -> write(ours, 33, 3))
                .as("disturbed after " + what)
                .isInstanceOf(ConcurrencyConflictException.class);
        // the row of the scenario, as it is now: an own write must not stand in its own way
        assertThat(write(ours, 44, 1)).as("the row itself after " + what).isOne();
    }
}
