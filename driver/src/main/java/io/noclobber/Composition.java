package io.noclobber;

import io.noclobber.config.Settings;
import io.noclobber.internal.guard.SecondConnection;
import io.noclobber.internal.jdbc.Door;
import io.noclobber.internal.jdbc.GuardedConnections;
import io.noclobber.internal.pool.KnownPool;
import io.noclobber.observe.GuardCounts;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a real connection becomes a guarded one. Thread-safe. */
final class Composition {
    private static final Logger LOG = LoggerFactory.getLogger(Composition.class);
    private static final SessionGuards GUARDS = new SessionGuards();
    static final Composition SHARED = new Composition(GUARDS);

    private final Guards guards;

    Composition(Guards guards) {
        this.guards = guards;
    }

    /**
     * Puts a guard before {@code real}, which is closed when that fails.
     *
     * @param second how to open another one like it
     */
    Connection guard(Connection real, Settings settings, SecondConnection second) throws SQLException {
        try {
            return guard(real, settings, second, !(second instanceof RealUrl));
        } catch (SQLException failure) {
            close(real, failure);
            throw failure;
        } catch (RuntimeException | LinkageError fault) {
            close(real, fault);
            throw new SQLException("noclobber cannot guard this connection: " + fault, fault);
        }
    }

    /** Forgets what was read in a conversation. */
    static void end(String conversation) {
        GUARDS.end(conversation);
    }

    /** What was read in a conversation was read in another one. */
    static void rename(String from, String to) {
        GUARDS.rename(from, to);
    }

    /**
     * As above, but leaves {@code real} open when that fails.
     *
     * @param lent whether the connection came from a data source, which may be a pool
     */
    Connection guard(Connection real, Settings settings, SecondConnection second, boolean lent) throws SQLException {
        if (GuardedConnections.isGuarded(real)) {
            return real;
        }
        KnownPool pool = KnownPool.connecting();
        Guards.Held held = guards.guard(real, settings, second, pool);
        return GuardedConnections.wrap(real, new Door(held.guard(), pool, lent, () -> release(held)));
    }

    /** What has been counted in this JVM. */
    static GuardCounts counts() {
        return GUARDS.counts();
    }

    /** The application has asked a data source for {@code type} of the driver's own. */
    static void unwrapped(Class<?> type) {
        GUARDS.unwrapped(type);
    }

    private static void release(Guards.Held held) {
        try {
            try {
                held.guard().closed();
            } finally {
                held.release().run();
            }
        } catch (RuntimeException fault) {
            // A fault of ours must not keep the application from closing its connection.
            LOG.warn("what was remembered for a connection could not be released", fault);
        }
    }

    private static void close(Connection real, Throwable failure) {
        try {
            real.close();
        } catch (SQLException | RuntimeException second) {
            failure.addSuppressed(second);
        }
    }
}
