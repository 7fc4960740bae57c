package io.noclobber.agent.watch;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a connection of which nobody knows whether there is one yet: a proxy may connect only when it is asked something. What
 * it stands for is decided when the application itself asks what cannot be answered without a connection. Thread-safe.
 */
final class DeferredConnection implements InvocationHandler {
    /** What runs before a statement and tells nothing of the database; the guard asks for what it has changed. */
    private static final Set<String> PASSED_ON = Set.of(
            "close",
            "isClosed",
            "abort",
            "setAutoCommit",
            "getAutoCommit",
            "setReadOnly",
            "isReadOnly",
            "setTransactionIsolation",
            "getTransactionIsolation");

    /** What becomes of a connection. */
    interface Decision {
        /** The connection to use instead of {@code real}, or that itself. */
        Connection decide(Connection real) throws SQLException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection real;
    private final Decision decision;
    private volatile @Nullable Connection decided;

    private DeferredConnection(Connection real, Decision decision) {
        this.real = real;
        this.decision = decision;
    }

    /** A connection of the same types, for a proxy. */
    static Connection of(Connection real, Decision decision) {
        return (Connection) Proxy.newProxyInstance(
                real.getClass().getClassLoader(),
                real.getClass().getInterfaces(),
                new DeferredConnection(real, decision));
    }

    /** Whether {@code connection} is one. */
    static boolean isOne(Object connection) {
        return Proxy.isProxyClass(connection.getClass())
                && Proxy.getInvocationHandler(connection) instanceof DeferredConnection;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals") && arguments != null
                    ? same(proxy, arguments[0])
                    : call(real, method, arguments);
        }
        Connection to = decided;
        if (to == null) {
            to = passesOn(method, arguments) ? real : decide();
        }
        // a guard has the methods of JDBC only
        return call(method.getDeclaringClass().isInstance(to) ? to : real, method, arguments);
    }

    private static boolean passesOn(Method method, @Nullable Object @Nullable [] arguments) {
        boolean endsUnused =
                method.getName().equals("commit") || method.getName().equals("rollback");
        return PASSED_ON.contains(method.getName()) || endsUnused && arguments == null;
    }

    private Object same(Object proxy, @Nullable Object other) {
        Object meant =
                other != null && isOne(other) ? ((DeferredConnection) Proxy.getInvocationHandler(other)).real : other;
        return proxy == other || real.equals(meant);
    }

    private Connection decide() throws SQLException {
        lock.lock();
        try {
            Connection known = decided;
            if (known == null) {
                known = decision.decide(real);
                decided = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable Object call(Connection to, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(to, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }
}
