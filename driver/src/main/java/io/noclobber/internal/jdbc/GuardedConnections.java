package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import java.sql.Connection;

/** Puts guards before connections. */
public final class GuardedConnections {
    private GuardedConnections() {}

    /**
     * A connection that does what {@code driver} does, and asks {@code guard}.
     *
     * @param release runs once, when the connection is closed or aborted: tells the guard, and never fails
     */
    public static Connection wrap(Connection driver, ConnectionGuard guard, Runnable release) {
        // No maker: what is static here must not keep a driver's classes.
        return GuardedConnection.KIND.factory(driver.getClass()).create(driver, new Door(guard, release));
    }
}
