package io.noclobber;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A real driver that fails at the call whose turn it is, and knows what it has given. Thread-safe. */
final class FaultyDriver {
    private static final List<Class<?>> TYPES = List.of(
            CallableStatement.class,
            PreparedStatement.class,
            Statement.class,
            ResultSet.class,
            DatabaseMetaData.class,
            ResultSetMetaData.class,
            ParameterMetaData.class,
            Savepoint.class,
            Connection.class,
            DataSource.class);

    /** What the driver throws, and where. */
    enum Fault {
        /** What JDBC knows, at any call but the closing ones. */
        REFUSAL(new SQLException("the driver fails", "HY000", 4711)),
        /** What a driver with a mistake throws. */
        BREAKDOWN(new IllegalStateException("the driver breaks down")),
        /** What a driver throws that is older than the JDK, or stands before a full memory. */
        ERROR(new AbstractMethodError("the driver is old")),
        /** A closing call fails, although it has closed. */
        CLOSING(new SQLException("the driver fails to close", "HY000", 4712));

        private final Throwable thrown;

        Fault(Throwable thrown) {
            this.thrown = thrown;
        }

        Throwable thrown() {
            return thrown;
        }

        private boolean mayFail(Method method) {
            boolean closes = method.getName().equals("close");
            return this == CLOSING
                    ? closes
                    : !closes
                            && !method.getName().equals("isClosed")
                            && Arrays.asList(method.getExceptionTypes()).contains(SQLException.class);
        }
    }

    private final Fault fault;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int failing = Integer.MAX_VALUE;
    private volatile String where = "nowhere";
    private final Queue<ResultSet> rows = new ConcurrentLinkedQueue<>();
    private final Queue<Statement> statements = new ConcurrentLinkedQueue<>();

    FaultyDriver(Fault fault) {
        this.fault = fault;
    }

    DataSource around(DataSource real) {
        return (DataSource) faulty(DataSource.class, real);
    }

    /** The call after so many more fails. */
    void failAt(int call) {
        failing = calls.get() + call;
    }

    /** Whether the call has come that had to fail. From here on none does. */
    boolean heal() {
        boolean failed = calls.get() >= failing;
        failing = Integer.MAX_VALUE;
        return failed;
    }

    /** The method that failed. */
    String where() {
        return where;
    }

    /** The driver's own results that are still open. */
    long openRows() throws SQLException {
        long open = 0;
        for (ResultSet result : rows) {
            open += result.isClosed() ? 0 : 1;
        }
        return open;
    }

    /** The driver's own statements that are still open. */
    long openStatements() throws SQLException {
        long open = 0;
        for (Statement statement : statements) {
            open += statement.isClosed() ? 0 : 1;
        }
        return open;
    }

    private Object faulty(Class<?> type, Object real) {
        return Proxy.newProxyInstance(
                FaultyDriver.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("equals")
                                ? proxy == arguments[0]
                                : method.invoke(real, arguments);
                    }
                    boolean fails = fault.mayFail(method) && calls.incrementAndGet() == failing;
                    if (fails) {
                        where = type.getSimpleName() + '.' + method.getName();
                        if (fault != Fault.CLOSING) {
                            throw fault.thrown();
                        }
                    }
                    Object given = given(real, method, arguments);
                    if (fails) {
                        throw fault.thrown();
                    }
                    return wrapped(given);
                });
    }

    private static @Nullable Object given(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private @Nullable Object wrapped(@Nullable Object given) {
        if (given instanceof ResultSet result) {
            rows.add(result);
        }
        if (given instanceof Statement statement) {
            statements.add(statement);
        }
        for (Class<?> type : TYPES) {
            if (type.isInstance(given) && type != Savepoint.class) {
                return faulty(type, given);
            }
        }
        return given;
    }
}
