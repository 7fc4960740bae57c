package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.guard.RowTracker;
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
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** One kind of our objects, which may treat the same method in another way. */
    private enum Kind {
        CONNECTION(Connection.class, ""),
        /** Elements of a batch are kept until it is executed. */
        STATEMENT(Statement.class, "", "addBatch"),
        PREPARED_CALL(PreparedStatement.class, "CALL SOMETHING(?, ?)"),
        PREPARED_QUERY(PreparedStatement.class, "SELECT A FROM T WHERE B = ? AND C = ?"),
        PREPARED_INSERT(PreparedStatement.class, "INSERT INTO T VALUES (?, ?)"),
        /** What can be read only once is kept until it is known which statement runs, and so is the batch. */
        PREPARED_UPDATE(
                PreparedStatement.class,
                "UPDATE T SET A = ? WHERE B = ?",
                "addBatch",
                "executeBatch",
                "executeLargeBatch",
                "setSQLXML",
                "set\\w*Stream",
                "set(N?C|B)lob\\(.*(Reader|InputStream).*"),
        CALL(CallableStatement.class, "CALL SOMETHING(?, ?)"),
        RESULT(ResultSet.class, ""),
        TRACKED_RESULT(ResultSet.class, ""),
        META_DATA(DatabaseMetaData.class, ""),
        /** The number of columns is ours. */
        VISIBLE_COLUMNS(ResultSetMetaData.class, "", "getColumnCount");

        private final Class<?> type;
        private final String text;
        private final Pattern apart;

        Kind(Class<?> type, String text, String... apart) {
            this.type = type;
            this.text = text;
            this.apart = Pattern.compile("(" + String.join("|", apart) + ")(\\(.*)?");
        }

        Stream<Method> methods() {
            return Arrays.stream(type.getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .filter(method -> !OWN.contains(method.getName()))
                    .filter(method -> !apart.matcher(named(method)).matches());
        }
    }

    private static String named(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private final StubGuard guard = new StubGuard();

    /** What is done with one method of one kind. */
    private interface Check {
        void of(Kind kind, Method method) throws ReflectiveOperationException;
    }

    private static Stream<DynamicTest> all(Check check) {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> kind.methods()
                        .map(method ->
                                DynamicTest.dynamicTest(kind + "." + named(method), () -> check.of(kind, method))));
    }

    @TestFactory
    Stream<DynamicTest> method_ofAnyJdbcInterface_reachesTheDelegateOnce() {
        return all((kind, method) -> reach(
                kind,
                method,
                Arrays.stream(method.getParameterTypes()).map(this::sample).toArray(),
                method.getReturnType() == void.class ? null : sample(method.getReturnType())));
    }

    /** The driver says what it thinks of a NULL, and gives one where it has nothing. */
    @TestFactory
    Stream<DynamicTest> null_toAndFromAnyMethod_isForwarded() {
        return all((kind, method) -> {
            Class<?> gives = method.getReturnType();
            // no batch has no counts
            boolean must = gives.isPrimitive() && gives != void.class
                    || method.getName().endsWith("Batch");
            reach(
                    kind,
                    method,
                    Arrays.stream(method.getParameterTypes())
                            .map(type -> type.isPrimitive() ? sample(type) : null)
                            .toArray(),
                    must ? sample(gives) : null);
        });
    }

    private void reach(Kind kind, Method method, @Nullable Object[] arguments, @Nullable Object result)
            throws ReflectiveOperationException {
        List<@Nullable Object[]> calls = new ArrayList<>();
        Object wrapper = wrap(kind, (proxy, called, given) -> {
            if (sameSignature(called, method)) {
                calls.add(given == null ? new Object[0] : given);
                return result;
            }
            return other(called);
        });
        Object answer = method.invoke(wrapper, arguments);
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0)).hasSameSizeAs(arguments);
        for (int i = 0; i < arguments.length; i++) {
            assertSame(calls.get(0)[i], arguments[i], method.getParameterTypes()[i]);
        }
        if (answer instanceof Guarded) {
            assertThat(TYPES).anyMatch(known -> known.isAssignableFrom(method.getReturnType()));
            assertThat(result).isNotNull();
        } else {
            assertSame(answer, result, method.getReturnType());
            assertThat(result == null || !TYPES.contains(method.getReturnType()))
                    .isTrue();
        }
    }

    private static void assertSame(@Nullable Object one, @Nullable Object other, Class<?> type) {
        // lists of keys, and counts, are copied
        if (type.isPrimitive() || type.isArray()) {
            assertThat(one).isEqualTo(other);
        } else {
            assertThat(one).isSameAs(other);
        }
    }

    @TestFactory
    Stream<DynamicTest> exception_ofAnyMethod_isThrownOnAsItIs() {
        return all((kind, method) -> {
            if (Arrays.asList(method.getExceptionTypes()).contains(SQLException.class)) {
                fail(kind, method, new SQLException("of the driver", "42000", 7));
            }
        });
    }

    /** Not what JDBC knows of, and what a driver throws that is older than the JDK. */
    @TestFactory
    Stream<DynamicTest> breakdown_ofAnyMethod_isThrownOnAsItIs() {
        return all((kind, method) -> {
            fail(kind, method, new IllegalStateException("of the driver"));
            fail(kind, method, new AbstractMethodError("of the driver"));
        });
    }

    private void fail(Kind kind, Method method, Throwable failure) throws ReflectiveOperationException {
        Object failing = wrap(kind, (proxy, called, given) -> {
            if (sameSignature(called, method)) {
                throw failure;
            }
            return other(called);
        });
        @Nullable Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(this::sample).toArray();
        try {
            method.invoke(failing, arguments);
            throw new AssertionError("no exception came");
        } catch (InvocationTargetException raised) {
            assertThat(raised.getCause()).isSameAs(failure);
        }
    }

    /** What the delegate answers to other questions than the one that is looked at: it is open, and wide. */
    private @Nullable Object other(Method called) {
        if (called.getReturnType() == boolean.class) {
            return false;
        }
        return called.getName().equals("getColumnCount") ? (Object) 99 : sample(called.getReturnType());
    }

    private static boolean sameSignature(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    private Object wrap(Kind kind, InvocationHandler handler) {
        Object delegate =
                Proxy.newProxyInstance(ForwardingTest.class.getClassLoader(), new Class<?>[] {kind.type}, handler);
        Connection connection = kind == Kind.CONNECTION ? (Connection) delegate : (Connection) sample(Connection.class);
        GuardedConnection owner =
                (GuardedConnection) GuardedConnections.wrap(connection, Door.of(guard, guard::closed));
        Origin origin =
                new Origin(owner, null, KeysRequest.NONE, kind.text.isEmpty() ? null : guard.analyse(kind.text));
        return switch (kind) {
            case CONNECTION -> owner;
            case STATEMENT -> GuardedStatement.KIND.factory(delegate.getClass()).create((Statement) delegate, origin);
            case PREPARED_CALL, PREPARED_QUERY, PREPARED_INSERT, PREPARED_UPDATE ->
                GuardedPreparedStatement.KIND.factory(delegate.getClass()).create((PreparedStatement) delegate, origin);
            case CALL ->
                GuardedCallableStatement.KIND.factory(delegate.getClass()).create((CallableStatement) delegate, origin);
            case RESULT -> owner.wrap((ResultSet) delegate, metaData(owner));
            case TRACKED_RESULT -> {
                GuardedResultSet rows = owner.wrap((ResultSet) delegate, metaData(owner));
                rows.follow(new Quiet(), false);
                yield rows;
            }
            case META_DATA ->
                GuardedMetaData.KIND.factory(delegate.getClass()).create((DatabaseMetaData) delegate, owner);
            case VISIBLE_COLUMNS ->
                VisibleColumns.KIND.factory(delegate.getClass()).create((ResultSetMetaData) delegate, 3);
        };
    }

    /** Is told everything and does nothing. */
    private static final class Quiet implements RowTracker {
        @Override
        public void leaving() {
            // nothing to capture
        }

        @Override
        public void arrived(boolean onRow) {
            // nothing to remember
        }

        @Override
        public void closed() {
            // nothing to forget
        }
    }

    private GuardedMetaData metaData(GuardedConnection owner) {
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
