package io.noclobber;

import io.noclobber.config.Settings;
import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.guard.SecondConnection;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes the guards of connections. Thread-safe. */
interface Guards {
    /** A guard, and what is to be given back when its connection has ended. */
    record Held(ConnectionGuard guard, Runnable release) {}

    Held guard(Connection real, Settings settings, SecondConnection second) throws SQLException;
}
