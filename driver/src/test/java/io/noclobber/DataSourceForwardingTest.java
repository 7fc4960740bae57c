package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnectionBuilder;
import javax.sql.XAConnectionBuilder;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every method of every source of connections, and of their builders, reaches the real one once, and so do its failures. */
class DataSourceForwardingTest {
    private static final List<Class<?>> TYPES = List.of(
            DataSource.class,
            ConnectionPoolDataSource.class,
            XADataSource.class,
            ConnectionBuilder.class,
            PooledConnectionBuilder.class,
            XAConnectionBuilder.class);

    /** Answered by ourselves where that is possible: {@link NoclobberDataSourceTest}. */
    private static final Set<String> OWN = Set.of("unwrap", "isWrapperFor");

    @TestFactory
    Stream<DynamicTest> method_ofAnySourceOrBuilder_reachesTheRealOneOnce() {
        return TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> !method.isBridge() && !OWN.contains(method.getName()))
                        .map(method -> DynamicTest.dynamicTest(
                                type.getSimpleName()
                                        + '.'
                                        + method.getName()
                                        + Arrays.toString(method.getParameterTypes()),
                                () -> check(type, method))));
    }

    private static void check(Class<?> type, Method method) throws Exception {
        @Nullable Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(DataSourceForwardingTest::sample)
                .toArray();
        @Nullable Object result = sample(method.getReturnType());
        List<@Nullable Object[]> calls = new ArrayList<>();
        Object wrapper = wrap(type, (proxy, called, given) -> {
            if (called.getName().equals(method.getName())) {
                calls.add(given == null ? new Object[0] : given);
                return result;
            }
            return sample(called.getReturnType());
        });
        calls.clear();
        Object answer = method.invoke(wrapper, arguments);
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0)).containsExactly(arguments);
        if (TYPES.contains(method.getReturnType())) {
            assertThat(answer.getClass().getPackageName()).isEqualTo("io.noclobber");
            assertThat(answer == wrapper).isEqualTo(TYPES.indexOf(type) > 2);
        } else if (method.getReturnType().getSimpleName().matches("Connection|PooledConnection|XAConnection")) {
            assertThat(answer.toString()).isEqualTo("noclobber[" + result + "]");
        } else {
            assertThat(answer).isEqualTo(result);
        }
        if (method.getExceptionTypes().length > 0) {
            checkFailure(type, method, arguments);
        }
    }

    private static void checkFailure(Class<?> type, Method method, @Nullable Object[] arguments) throws Exception {
        SQLException failure = new SQLFeatureNotSupportedException("of the driver", "0A000", 7);
        boolean[] fails = {false};
        Object wrapper = wrap(type, (proxy, called, given) -> {
            if (fails[0] && called.getName().equals(method.getName())) {
                throw failure;
            }
            return sample(called.getReturnType());
        });
        fails[0] = true;
        try {
            method.invoke(wrapper, arguments);
            throw new AssertionError("no exception came");
        } catch (InvocationTargetException raised) {
            assertThat(raised.getCause()).isSameAs(failure);
        }
    }

    private static Object wrap(Class<?> type, InvocationHandler handler) throws SQLException {
        Object real = Proxy.newProxyInstance(
                DataSourceForwardingTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) ->
                        method.getName().equals("toString") ? "real" : handler.invoke(proxy, method, given));
        if (real instanceof DataSource source) {
            return new NoclobberDataSource(source);
        }
        if (real instanceof XADataSource source) {
            return new NoclobberXADataSource(source);
        }
        if (real instanceof ConnectionPoolDataSource source) {
            return new NoclobberConnectionPoolDataSource(source);
        }
        InvocationHandler gives = (proxy, method, given) ->
                method.getReturnType().isInstance(real) ? real : sample(method.getReturnType());
        if (real instanceof ConnectionBuilder) {
            return new NoclobberDataSource(proxy(DataSource.class, gives)).createConnectionBuilder();
        }
        return real instanceof XAConnectionBuilder
                ? new NoclobberXADataSource(proxy(XADataSource.class, gives)).createXAConnectionBuilder()
                : new NoclobberConnectionPoolDataSource(proxy(ConnectionPoolDataSource.class, gives))
                        .createPooledConnectionBuilder();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                DataSourceForwardingTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object sample(Class<?> type) {
        if (type == int.class) {
            return 7;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == String.class) {
            return "text";
        }
        if (!type.isInterface()) {
            return null;
        }
        return proxy(type, (proxy, method, given) -> switch (method.getName()) {
            case "equals" -> proxy == given[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "sample of " + type.getSimpleName();
            default -> sample(method.getReturnType());
        });
    }
}
