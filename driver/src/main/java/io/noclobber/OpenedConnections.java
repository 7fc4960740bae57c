package io.noclobber;

import io.noclobber.config.Settings;
import io.noclobber.internal.guard.SecondConnection;
import io.noclobber.internal.jdbc.BranchNews;
import io.noclobber.internal.jdbc.GuardedConnections;
import io.noclobber.internal.jdbc.GuardedPooledConnection;
import io.noclobber.internal.jdbc.GuardedXAConnection;
import io.noclobber.internal.jdbc.PooledOrigin;
import io.noclobber.observe.GuardCounts;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import org.jspecify.annotations.Nullable;

/**
 * Puts guards before connections that somebody else has opened: the entry of the agent. Whatever fails, the connection stays open.
 * Thread-safe.
 */
public final class OpenedConnections {
    private OpenedConnections() {}

    /** How a connection was opened, and can be again, without a guard. */
    public interface Opening<C> {
        C open() throws SQLException;
    }

    /** A guard for one handle of a physical connection. */
    public interface Handles {
        /** Puts a guard before {@code handle}, or gives it back as it is. */
        Connection guard(Connection handle) throws SQLException;
    }

    /** How the ends of branches are told to all XA connections of one source. */
    public static final class Source {
        private final BranchNews news = new BranchNews();

        /** Of a source that has opened none yet. */
        public Source() {}
    }

    /** What has been guarded and what has not, by table and reason. */
    public static GuardCounts counts() {
        return Composition.counts();
    }

    /** Loads what the first statement would wait for, on a thread of its own. */
    public static void warmUp() {
        WarmUp.begin();
    }

    /**
     * A guarded connection that does what {@code real} does.
     *
     * @param lent whether it came from a data source, which may be a pool that lends it again after it is closed
     * @param again how another one like it is opened
     */
    public static Connection guard(Connection real, Settings settings, boolean lent, Opening<Connection> again)
            throws SQLException {
        return Composition.SHARED.guard(real, settings, () -> SecondConnection.opened(again.open()), lent);
    }

    /**
     * As {@link #guard}, for a handle of a physical connection.
     *
     * @param again how another physical connection like the handle's is opened
     */
    public static Connection guardHandle(
            Connection handle, Settings settings, Opening<? extends PooledConnection> again) throws SQLException {
        return Composition.SHARED.guard(handle, settings, () -> PooledSource.second(again::open), true);
    }

    /** A physical connection whose handles go through {@code handles}. */
    public static PooledConnection pooled(PooledConnection real, Handles handles) {
        PooledConnection guarded = GuardedPooledConnection.wrap(real, new PooledOrigin(handles::guard));
        return guarded == null ? real : guarded;
    }

    /** As {@link #pooled}, for distributed transactions; what was read follows the branches. */
    public static XAConnection xa(XAConnection real, Handles handles, Source source) {
        XAConnection guarded = GuardedXAConnection.wrap(real, new PooledOrigin(handles::guard, source.news));
        return guarded == null ? real : guarded;
    }

    /** Whether {@code connection} is guarded, by whichever copy of noclobber in this JVM. */
    public static boolean isGuarded(@Nullable Object connection) {
        return connection != null && GuardedConnections.isGuarded(connection);
    }

    /** Whether {@code connection} is guarded, or says that it wraps one that is. */
    public static boolean reachesGuard(Connection connection) {
        return GuardedConnections.reachesGuard(connection);
    }

    /** A data source has lent {@code connection}, which reaches a guard: what an earlier borrower has read is nothing to the next. */
    public static void borrowed(Connection connection) throws SQLException {
        GuardedConnections.borrowed(connection);
    }
}
