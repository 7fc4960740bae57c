package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every method of every JDBC interface of the JDK that runs this: what we override is forwarded as well as the rest. */
class ForwardingTest {
    private static final List<Class<?>> TYPES = List.of(
            Connection.class,
            Statement.class,
            PreparedStatement.class,
            CallableStatement.class,
            ResultSet.class,
            DatabaseMetaData.class);

    /** Answered by ourselves where that is possible. */
    private static final Set<String> OWN = Set.of("unwrap", "isWrapperFor");

    /** Kept until the batch is executed. */
    private static final Set<String> LATER = Set.of("Statement.addBatch");

    private final StubGuard guard = new StubGuard();

    @TestFactory
    Stream<DynamicTest> method_ofAnyJdbcInterface_reachesTheDelegateOnce() {
        return TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> !OWN.contains(method.getName()))
                        .filter(method -> !LATER.contains(type.getSimpleName() + '.' + method.getName()))
                        .map(method -> DynamicTest.dynamicTest(
                                type.getSimpleName()
                                        + '.'
                                        + method.getName()
                                        + Arrays.toString(method.getParameterTypes()),
                                () -> check(type, method))));
    }

    private void check(Class<?> type, Method method) throws ReflectiveOperationException {
        @Nullable Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(this::sample).toArray();
        @Nullable Object result = method.getReturnType() == void.class ? null : sample(method.getReturnType());
        List<@Nullable Object[]> calls = new ArrayList<>();
        Object wrapper = wrap(type, (proxy, called, given) -> {
            if (sameSignature(called, method)) {
                calls.add(given == null ? new Object[0] : given);
                return result;
            }
            return called.getReturnType() == boolean.class ? (Object) false : sample(called.getReturnType());
        });
        Object answer = method.invoke(wrapper, arguments);
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0)).containsExactly(arguments);
        if (answer instanceof Guarded) {
            assertThat(TYPES).anyMatch(known -> known.isAssignableFrom(method.getReturnType()));
        } else {
            assertThat(answer).isEqualTo(result);
            assertThat(TYPES).doesNotContain(method.getReturnType());
        }
        checkFailure(type, method, arguments);
    }

    private void checkFailure(Class<?> type, Method method, @Nullable Object[] arguments)
            throws ReflectiveOperationException {
        SQLException failure = new SQLException("of the driver", "42000", 7);
        Object failing = wrap(type, (proxy, called, given) -> {
            if (sameSignature(called, method)) {
                throw failure;
            }
            return called.getReturnType() == boolean.class ? (Object) false : sample(called.getReturnType());
        });
        if (Arrays.asList(method.getExceptionTypes()).contains(SQLException.class)) {
            try {
                method.invoke(failing, arguments);
                throw new AssertionError("no exception came");
            } catch (InvocationTargetException raised) {
                assertThat(raised.getCause()).isSameAs(failure);
            }
        }
    }

    private static boolean sameSignature(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    private Object wrap(Class<?> type, InvocationHandler handler) {
        Object delegate = Proxy.newProxyInstance(ForwardingTest.class.getClassLoader(), new Class<?>[] {type}, handler);
        Connection connection =
                type == Connection.class ? (Connection) delegate : (Connection) sample(Connection.class);
        GuardedConnection owner =
                (GuardedConnection) GuardedConnections.wrap(connection, Door.of(guard, guard::closed));
        Origin plain = new Origin(owner, null, KeysRequest.NONE, null);
        Origin prepared = new Origin(owner, null, KeysRequest.NONE, guard.analyse("CALL SOMETHING(?, ?)"));
        if (delegate instanceof CallableStatement call) {
            return GuardedCallableStatement.KIND.factory(call.getClass()).create(call, prepared);
        }
        if (delegate instanceof PreparedStatement statement) {
            return GuardedPreparedStatement.KIND.factory(statement.getClass()).create(statement, prepared);
        }
        if (delegate instanceof Statement statement) {
            return GuardedStatement.KIND.factory(statement.getClass()).create(statement, plain);
        }
        if (delegate instanceof ResultSet rows) {
            return owner.wrap(rows, (GuardedMetaData) metaData(owner));
        }
        return delegate instanceof DatabaseMetaData metaData
                ? GuardedMetaData.KIND.factory(metaData.getClass()).create(metaData, owner)
                : owner;
    }

    private Object metaData(GuardedConnection owner) {
        DatabaseMetaData metaData = (DatabaseMetaData) sample(DatabaseMetaData.class);
        return GuardedMetaData.KIND.factory(metaData.getClass()).create(metaData, owner);
    }

    private @Nullable Object sample(Class<?> type) {
        if (type == boolean.class) {
            return true;
        }
        if (type == void.class) {
            return null;
        }
        if (type.isPrimitive()) {
            return seven(type);
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type == String.class) {
            return "text";
        }
        if (!type.isInterface()) {
            return type == Object.class ? new Object() : null;
        }
        return Proxy.newProxyInstance(
                ForwardingTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> switch (method.getName()) {
                    case "equals" -> proxy == given[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "sample of " + type;
                    default -> sample(method.getReturnType());
                });
    }

    private static Object seven(Class<?> type) {
        return switch (type.getName()) {
            case "long" -> 7L;
            case "int" -> 7;
            case "short" -> (short) 7;
            case "byte" -> (byte) 7;
            case "float" -> 7f;
            default -> 7d;
        };
    }
}
