package io.noclobber.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Puts guards before connections, and finds those that are there. */
public final class GuardedConnections {
    private static final String MARK = Guarded.class.getName();

    private GuardedConnections() {}

    /** A connection that does what {@code driver} does, and asks the guard behind {@code door}. */
    public static Connection wrap(Connection driver, Door door) {
        // No maker: what is static here must not keep a driver's classes.
        return GuardedConnection.KIND.factory(driver.getClass()).create(driver, door);
    }

    /** Whether {@code object} is one of our wrappers, made by whichever copy of these classes in the JVM. */
    public static boolean isGuarded(Object object) {
        if (object instanceof Guarded) {
            return true;
        }
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> direct : type.getInterfaces()) {
                if (isMark(direct)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a connection is guarded, or wraps one that is, such as that of a pool. */
    public static boolean reachesGuard(Connection connection) {
        if (isGuarded(connection)) {
            return true;
        }
        try {
            return connection.isWrapperFor(Guarded.class);
        } catch (SQLException | RuntimeException | LinkageError knowsNothingOfWrappers) {
            return false;
        }
    }

    /**
     * A pool has lent {@code connection}, or a wrapper of it: what an earlier borrower has read is nothing to the next. Left alone
     * in the middle of a transaction, whose connections some pools lend again and again.
     */
    public static void borrowed(Connection connection) throws SQLException {
        if (connection instanceof GuardedConnection ours) {
            ours.borrowed();
        } else if (connection.isWrapperFor(Guarded.class)
                && connection.unwrap(Guarded.class) instanceof GuardedConnection inner) {
            inner.borrowed();
        }
    }

    /** Whether {@code type} is {@link Guarded}, in whichever copy. */
    static boolean isMark(Class<?> type) {
        return type == Guarded.class || type != null && type.getName().equals(MARK);
    }
}
