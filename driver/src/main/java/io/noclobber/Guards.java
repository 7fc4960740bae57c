package io.noclobber;

import io.noclobber.config.Settings;
import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.guard.SecondConnection;
import io.noclobber.internal.pool.KnownPool;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Makes the guards of connections. Thread-safe. */
interface Guards {
    /** A guard, and what is to be given back when its connection has ended. */
    record Held(ConnectionGuard guard, Runnable release) {}

    /** A guard for {@code real}, which {@code pool} has opened, if a known one did. */
    Held guard(Connection real, Settings settings, SecondConnection second, @Nullable KnownPool pool)
            throws SQLException;
}
