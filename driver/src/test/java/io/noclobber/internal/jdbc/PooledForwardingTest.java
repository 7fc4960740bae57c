package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every method of every interface of physical connections, as {@link ForwardingTest}. */
class PooledForwardingTest {
    private static final List<Class<?>> TYPES = List.of(PooledConnection.class, XAConnection.class, XAResource.class);

    @TestFactory
    Stream<DynamicTest> method_ofAnyInterface_reachesTheDelegateOnce() {
        return methods().map(call -> DynamicTest.dynamicTest(call.toString(), call::reaches));
    }

    @TestFactory
    Stream<DynamicTest> failure_ofAnyMethod_isThrownOnAsItIs() {
        return methods()
                .filter(call -> call.method.getExceptionTypes().length > 0)
                .map(call -> DynamicTest.dynamicTest(call.toString(), call::fails));
    }

    private static Stream<Call> methods() {
        return TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .map(method -> new Call(type, method)));
    }

    private record Call(Class<?> type, Method method) {
        void reaches() throws ReflectiveOperationException {
            @Nullable Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(PooledForwardingTest::sample)
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
            Object answer = method.invoke(wrapper, arguments);
            assertThat(calls).hasSize(1);
            assertThat(Arrays.stream(calls.get(0))
                            .map(PooledForwardingTest::sent)
                            .toArray())
                    .containsExactly(arguments);
            if (answer instanceof Guarded) {
                assertThat(method.getReturnType()).isIn(Connection.class, XAResource.class);
                assertThat(answer).hasToString("noclobber[" + result + "]");
            } else {
                assertThat(answer).isEqualTo(result);
            }
        }

        void fails() throws ReflectiveOperationException {
            Exception failure = type == XAResource.class
                    ? new XAException(XAException.XAER_PROTO)
                    : new SQLException("of the driver", "42000", 7);
            Object wrapper = wrap(type, (proxy, called, given) -> {
                if (called.getName().equals(method.getName())) {
                    throw failure;
                }
                return sample(called.getReturnType());
            });
            @Nullable Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(PooledForwardingTest::sample)
                    .toArray();
            try {
                method.invoke(wrapper, arguments);
                throw new AssertionError("no exception came");
            } catch (InvocationTargetException raised) {
                assertThat(raised.getCause()).isSameAs(failure);
            }
        }

        @Override
        public String toString() {
            return type.getSimpleName() + '.' + method.getName() + Arrays.toString(method.getParameterTypes());
        }
    }

    /** A listener is told of the events of our connection, by one that stands before it. */
    private static @Nullable Object sent(@Nullable Object argument) {
        if (argument instanceof RelayedConnectionEvents relay) {
            return relay.listener();
        }
        return argument instanceof RelayedStatementEvents relay ? relay.listener() : argument;
    }

    private static Object wrap(Class<?> type, InvocationHandler handler) {
        Object delegate = Proxy.newProxyInstance(
                PooledForwardingTest.class.getClassLoader(), new Class<?>[] {type}, (p, m, given) -> {
                    if (m.getName().equals("toString")) {
                        return "delegate";
                    }
                    return handler.invoke(p, m, given);
                });
        StubGuard guard = new StubGuard();
        PooledOrigin origin =
                new PooledOrigin(handle -> GuardedConnections.wrap(handle, Door.of(guard, guard::closed)));
        if (delegate instanceof XAResource resource) {
            GuardedXAConnection owner =
                    (GuardedXAConnection) GuardedXAConnection.wrap((XAConnection) sample(XAConnection.class), origin);
            return GuardedXAResource.KIND.factory(resource.getClass()).create(resource, owner);
        }
        return delegate instanceof XAConnection xa
                ? GuardedXAConnection.wrap(xa, origin)
                : GuardedPooledConnection.wrap((PooledConnection) delegate, origin);
    }

    private static @Nullable Object sample(Class<?> type) {
        if (type == int.class) {
            return XAResource.XA_OK;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == Xid[].class) {
            return new Xid[0];
        }
        if (type == byte[].class) {
            return new byte[] {1};
        }
        if (!type.isInterface()) {
            return null;
        }
        return Proxy.newProxyInstance(
                PooledForwardingTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> switch (method.getName()) {
                    case "equals" -> proxy == given[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "sample of " + type.getSimpleName();
                    case "isClosed" -> false;
                    default -> sample(method.getReturnType());
                });
    }

    /** Listeners are found again, so that they can be removed. */
    @Test
    void listener_removed_isTheOneThatWasAdded() {
        List<Object> listeners = new ArrayList<>();
        PooledConnection wrapper = (PooledConnection) wrap(PooledConnection.class, (proxy, called, given) -> {
            if (called.getName().startsWith("add")) {
                listeners.add(given[0]);
            } else if (called.getName().startsWith("remove")) {
                listeners.remove(given[0]);
            }
            return null;
        });
        ConnectionEventListener one = (ConnectionEventListener) sample(ConnectionEventListener.class);
        StatementEventListener two = (StatementEventListener) sample(StatementEventListener.class);
        wrapper.addConnectionEventListener(one);
        wrapper.addStatementEventListener(two);
        assertThat(listeners).hasSize(2);
        wrapper.removeConnectionEventListener((ConnectionEventListener) sample(ConnectionEventListener.class));
        assertThat(listeners).hasSize(2);
        wrapper.removeConnectionEventListener(one);
        wrapper.removeStatementEventListener(two);
        assertThat(listeners).isEmpty();
    }
}
