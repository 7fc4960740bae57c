package io.noclobber.internal.jdbc;

import java.sql.Connection;

/** Puts guards before connections. */
public final class GuardedConnections {
    private GuardedConnections() {}

    /** A connection that does what {@code driver} does, and asks the guard behind {@code door}. */
    public static Connection wrap(Connection driver, Door door) {
        // No maker: what is static here must not keep a driver's classes.
        return GuardedConnection.KIND.factory(driver.getClass()).create(driver, door);
    }
}
