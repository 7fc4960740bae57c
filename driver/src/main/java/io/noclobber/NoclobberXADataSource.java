package io.noclobber;

import io.noclobber.internal.jdbc.BranchNews;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.sql.XAConnectionBuilder;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/**
 * A source of connections for distributed transactions whose handles are guarded; what was read follows the branches. Goes around
 * the XA data source of a driver. To be configured before it is used, by one thread; thread-safe from then on.
 */
public final class NoclobberXADataSource extends GuardingSource implements XADataSource {
    private final BranchNews news = new BranchNews();
    private @Nullable XADataSource inner;

    /** To be given a {@link #setXaDataSource source}. */
    public NoclobberXADataSource() {}

    /** Around {@code inner}. */
    public NoclobberXADataSource(XADataSource inner) {
        this.inner = inner;
    }

    /** The source that makes the real connections. */
    public void setXaDataSource(XADataSource source) {
        this.inner = source;
        reconfigured();
    }

    @Override
    public @Nullable XAConnection getXAConnection() throws SQLException {
        XADataSource source = inner();
        return open().xa(source::getXAConnection, source::getXAConnection);
    }

    @Override
    public @Nullable XAConnection getXAConnection(@Nullable String user, @Nullable String password)
            throws SQLException {
        XADataSource source = inner();
        PooledSource.Opening<XAConnection> opening = () -> source.getXAConnection(user, password);
        return open().xa(opening, opening);
    }

    /** A builder of connections with guarded handles, where the real source has one. */
    @Override
    public XAConnectionBuilder createXAConnectionBuilder() throws SQLException {
        XADataSource source = inner();
        return new GuardedXAConnectionBuilder(source, source.createXAConnectionBuilder(), open());
    }

    private PooledSource open() throws SQLException {
        return new PooledSource(settings(), news);
    }

    @Override
    @Nullable XADataSource around() {
        return inner;
    }

    @Override
    String missing() {
        return "xaDataSource";
    }

    private XADataSource inner() throws SQLException {
        return present(inner);
    }
}
