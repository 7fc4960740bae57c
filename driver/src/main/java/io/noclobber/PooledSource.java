package io.noclobber;

import io.noclobber.config.Settings;
import io.noclobber.internal.guard.SecondConnection;
import io.noclobber.internal.jdbc.BranchNews;
import io.noclobber.internal.jdbc.GuardedPooledConnection;
import io.noclobber.internal.jdbc.GuardedXAConnection;
import io.noclobber.internal.jdbc.PooledOrigin;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import org.jspecify.annotations.Nullable;

/**
 * Opens physical connections whose handles are guarded. The physical connection itself stays what the driver made: only its handles are wrapped, each when it
 * is handed out. Thread-safe.
 */
record PooledSource(Settings settings, BranchNews news) {
    /** How a physical connection is opened. */
    interface Opening<P extends PooledConnection> {
        P open() throws SQLException;
    }

    /** As {@link #pooled}, for distributed transactions. */
    @Nullable XAConnection xa(Opening<XAConnection> first, Opening<XAConnection> again) throws SQLException {
        XAConnection real = first.open();
        try {
            return GuardedXAConnection.wrap(real, origin(again));
        } catch (RuntimeException | LinkageError fault) {
            throw notGuarded(real, fault);
        }
    }

    /**
     * Opens one.
     *
     * @param again how another one like it is opened
     */
    @Nullable PooledConnection pooled(Opening<PooledConnection> first, Opening<PooledConnection> again) throws SQLException {
        PooledConnection real = first.open();
        try {
            return GuardedPooledConnection.wrap(real, origin(again));
        } catch (RuntimeException | LinkageError fault) {
            throw notGuarded(real, fault);
        }
    }

    private PooledOrigin origin(Opening<? extends PooledConnection> again) {
        WarmUp.begin();
        return new PooledOrigin(handle -> GuardingSource.guard(handle, settings, () -> second(again)), news);
    }

    static SecondConnection.Opened second(Opening<? extends PooledConnection> again) throws SQLException {
        PooledConnection physical = again.open();
        try {
            return new Second(physical, physical.getConnection());
        } catch (SQLException | RuntimeException failure) {
            close(physical, failure);
            throw failure;
        }
    }

    /** A handle that is closed along with its physical connection. */
    private record Second(PooledConnection physical, Connection connection) implements SecondConnection.Opened {
        @Override
        public void close() throws SQLException {
            try {
                connection.close();
            } finally {
                physical.close();
            }
        }
    }

    private static SQLException notGuarded(PooledConnection real, Throwable fault) {
        close(real, fault);
        return new SQLException("noclobber cannot guard this connection: " + fault, fault);
    }

    private static void close(PooledConnection real, Throwable failure) {
        try {
            real.close();
        } catch (SQLException | RuntimeException second) {
            failure.addSuppressed(second);
        }
    }
}
