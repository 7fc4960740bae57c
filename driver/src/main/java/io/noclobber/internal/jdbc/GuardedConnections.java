package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.proxy.ProxyMaker;
import java.sql.Connection;

/** Puts guards before the connections of one source, and keeps their generated classes. Thread-safe. */
public final class GuardedConnections {
    private final ProxyMaker<Connection, Door, GuardedConnection> maker = new ProxyMaker<>(GuardedConnection.KIND);

    /**
     * A connection that does what {@code driver} does, and asks {@code guard}.
     *
     * @param release runs once, when the connection is closed or aborted: tells the guard, and never fails
     */
    public Connection wrap(Connection driver, ConnectionGuard guard, Runnable release) {
        return maker.make(driver, new Door(guard, release));
    }
}
