package io.noclobber.internal.jdbc;

import io.noclobber.internal.proxy.ProxyKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;
import org.jspecify.annotations.Nullable;

/**
 * A physical connection whose handles are guarded, each for as long as it is open. As safe for threads as the
 * driver's own; {@code close} waits for nobody.
 */
public abstract class GuardedPooledConnection implements PooledConnection, Guarded {
    static final ProxyKind<PooledConnection, PooledOrigin, GuardedPooledConnection> KIND =
            new ProxyKind<>(GuardedPooledConnection.class, PooledConnection.class, PooledOrigin.class);

    protected final PooledConnection delegate;
    final PooledOrigin origin;
    private final List<GuardedConnection> handles = new CopyOnWriteArrayList<>();

    /** The application's statements by the driver's, while somebody listens to these. */
    private volatile @Nullable KnownStatements statements;

    protected GuardedPooledConnection(PooledConnection delegate, PooledOrigin origin) {
        this.delegate = delegate;
        this.origin = origin;
    }

    /** A physical connection that hands out guarded connections; {@code null} for none. */
    public static @Nullable PooledConnection wrap(@Nullable PooledConnection driver, PooledOrigin origin) {
        return driver == null || driver instanceof Guarded
                ? driver
                : KIND.factory(driver.getClass()).create(driver, origin);
    }

    /** A new handle; the driver closes the one it gave before. */
    @Override
    public final @Nullable Connection getConnection() throws SQLException {
        Connection handle = delegate.getConnection();
        endClosed();
        if (handle == null) {
            return null;
        }
        Connection guarded = origin.guarding().guard(handle);
        if (guarded instanceof GuardedConnection ours) {
            ours.know(statements);
            handles.add(ours);
            handedOut(ours);
        }
        return guarded;
    }

    /** A new handle is about to be given to the application. */
    void handedOut(GuardedConnection handle) {
        // only XA has to know
    }

    final List<GuardedConnection> handles() {
        return handles;
    }

    private void endClosed() {
        handles.forEach(GuardedConnection::endIfClosed);
        handles.removeIf(GuardedConnection::isEnded);
    }

    @Override
    public final void close() throws SQLException {
        try {
            delegate.close();
        } catch (SQLException | RuntimeException failure) {
            endClosed();
            throw failure;
        }
        handles.forEach(GuardedConnection::end);
        handles.clear();
        closed();
    }

    /** The driver has been told to close. */
    void closed() {
        // only XA has to know
    }

    /** The application's own statement, or {@code null} for one that it has never seen. */
    final @Nullable PreparedStatement known(PreparedStatement driver) {
        KnownStatements known = statements;
        return known == null ? null : known.find(driver);
    }

    @Override
    public final void addConnectionEventListener(@Nullable ConnectionEventListener listener) {
        delegate.addConnectionEventListener(RelayedConnectionEvents.to(listener, this));
    }

    @Override
    public final void removeConnectionEventListener(@Nullable ConnectionEventListener listener) {
        delegate.removeConnectionEventListener(RelayedConnectionEvents.to(listener, this));
    }

    @Override
    public final void addStatementEventListener(@Nullable StatementEventListener listener) {
        if (statements == null && listener != null) {
            KnownStatements known = new KnownStatements();
            statements = known;
            handles.forEach(handle -> handle.know(known));
        }
        delegate.addStatementEventListener(RelayedStatementEvents.to(listener, this));
    }

    @Override
    public final void removeStatementEventListener(@Nullable StatementEventListener listener) {
        delegate.removeStatementEventListener(RelayedStatementEvents.to(listener, this));
    }

    @Override
    public final String toString() {
        return "noclobber[" + delegate + ']';
    }
}
