package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.pool.KnownPool;
import org.jspecify.annotations.Nullable;

/**
 * The guard of one connection, and what happens when the connection has ended.
 *
 * @param pool the pool that opened the connection, if a known one did
 * @param lent whether the connection came from a data source, which may be a pool that lends it again after it is closed
 * @param release runs once, when the connection is closed or aborted: tells the guard and gives back what was leased; never fails
 */
public record Door(ConnectionGuard guard, @Nullable KnownPool pool, boolean lent, Runnable release) {
    /** Of a connection that was opened for nobody but us. */
    public static Door of(ConnectionGuard guard, Runnable release) {
        return new Door(guard, null, false, release);
    }
}
