package io.noclobber;

import io.noclobber.internal.jdbc.BranchNews;
import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import javax.sql.PooledConnectionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A source of physical connections for a pool, whose handles are guarded. Goes around the one of a driver. To be configured before it is used, by one thread; thread-safe from then on.
 */
public final class NoclobberConnectionPoolDataSource extends GuardingSource implements ConnectionPoolDataSource {
    private final BranchNews news = new BranchNews();
    private @Nullable ConnectionPoolDataSource inner;

    /** To be given a {@link #setConnectionPoolDataSource source}. */
    public NoclobberConnectionPoolDataSource() {}

    /** Around {@code inner}. */
    public NoclobberConnectionPoolDataSource(ConnectionPoolDataSource inner) {
        this.inner = inner;
    }

    /** The source that makes the real connections. */
    public void setConnectionPoolDataSource(ConnectionPoolDataSource source) {
        this.inner = source;
        reconfigured();
    }

    @Override
    public @Nullable PooledConnection getPooledConnection() throws SQLException {
        ConnectionPoolDataSource source = inner();
        return open().pooled(source::getPooledConnection, source::getPooledConnection);
    }

    @Override
    public @Nullable PooledConnection getPooledConnection(@Nullable String user, @Nullable String password)
            throws SQLException {
        ConnectionPoolDataSource source = inner();
        PooledSource.Opening<PooledConnection> opening = () -> source.getPooledConnection(user, password);
        return open().pooled(opening, opening);
    }

    /** A builder of connections with guarded handles, where the real source has one. */
    @Override
    public PooledConnectionBuilder createPooledConnectionBuilder() throws SQLException {
        ConnectionPoolDataSource source = inner();
        return new GuardedPooledConnectionBuilder(source, source.createPooledConnectionBuilder(), open());
    }

    private PooledSource open() throws SQLException {
        return new PooledSource(settings(), news);
    }

    @Override
    @Nullable ConnectionPoolDataSource around() {
        return inner;
    }

    @Override
    String missing() {
        return "connectionPoolDataSource";
    }

    private ConnectionPoolDataSource inner() throws SQLException {
        return present(inner);
    }
}
