package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever the driver refuses may mean that the transaction is no more: the guard hears of it, and the application gets it as it is. */
class FailureTest {
    private static final SQLException DEADLOCK = new SQLException("deadlock", "40001");

    /** Heard by the guard, which runs them itself; the end of everything; or no call that reaches the database. */
    private static final Set<String> NOT_HEARD = Set.of(
            "commit",
            "executeBatch",
            "executeLargeBatch",
            "cancel",
            "close",
            "abort",
            "closeOnCompletion",
            "isClosed",
            "createStatement",
            "getMetaData",
            "getConnection",
            "getStatement",
            "unwrap",
            "isWrapperFor");

    private static final Map<Class<?>, Class<?>> TYPES = Map.of(
            Connection.class, Connection.class,
            Statement.class, Statement.class,
            PreparedStatement.class, Statement.class,
            CallableStatement.class, PreparedStatement.class,
            ResultSet.class, ResultSet.class,
            DatabaseMetaData.class, DatabaseMetaData.class);

    /** Setters of parameters and attributes, and what only asks for them, need not be heard where we override them. */
    private static boolean matters(Class<?> type, Method method) {
        boolean statement = Statement.class.isAssignableFrom(type);
        return !statement || !method.getName().matches("set.*|clear.*|addBatch|getUpdateCount|getLarge.*|getWarnings");
    }

    @TestFactory
    Stream<DynamicTest> failure_ofAnyCall_isHeardAndThrownOn() {
        return TYPES.keySet().stream()
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> List.of(method.getExceptionTypes()).contains(SQLException.class))
                        .filter(method -> !NOT_HEARD.contains(method.getName()) && matters(type, method))
                        .map(method -> DynamicTest.dynamicTest(
                                type.getSimpleName()
                                        + '.'
                                        + method.getName()
                                        + Arrays.toString(method.getParameterTypes()),
                                () -> check(type, method))));
    }

    private static void check(Class<?> type, Method method) throws ReflectiveOperationException, SQLException {
        StubGuard guard = new StubGuard();
        boolean[] fails = {false};
        Object wrapper = wrap(type, guard, fails);
        guard.events.clear();
        fails[0] = true;
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(FailureTest::sample)
                .toArray();
        try {
            method.invoke(wrapper, arguments);
            throw new AssertionError("did not fail: " + method);
        } catch (InvocationTargetException thrown) {
            assertThat(thrown.getCause()).isSameAs(DEADLOCK);
        }
        assertThat(guard.events).as(method.toString()).contains("failed 40001");
    }

    private static Object wrap(Class<?> type, StubGuard guard, boolean[] fails) throws SQLException {
        Connection connection =
                GuardedConnections.wrap((Connection) driver(Connection.class, fails), Door.of(guard, () -> {}));
        if (type == Connection.class) {
            return connection;
        }
        if (type == DatabaseMetaData.class) {
            return connection.getMetaData();
        }
        if (type == Statement.class) {
            return connection.createStatement();
        }
        if (type == CallableStatement.class) {
            return connection.prepareCall("SELECT 1");
        }
        PreparedStatement statement = connection.prepareStatement("SELECT 1");
        return type == PreparedStatement.class ? statement : statement.executeQuery();
    }

    private static Object driver(Class<?> type, boolean[] fails) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("isClosed")) {
                return false;
            }
            if (fails[0]) {
                throw DEADLOCK;
            }
            return TYPES.containsKey(method.getReturnType())
                    ? driver(method.getReturnType(), fails)
                    : sample(method.getReturnType());
        });
    }

    private static @Nullable Object sample(Class<?> type) {
        if (type == String.class) {
            return "SELECT 1";
        }
        return type.isPrimitive() && type != void.class
                ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0)
                : null;
    }
}
