package io.noclobber;

import io.noclobber.config.Settings;
import io.noclobber.internal.guard.SecondConnection;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections are guarded. Goes around another data source, or connects to a URL
 * by itself. To be configured before it is used, by one thread; thread-safe from then on.
 */
public final class NoclobberDataSource extends GuardingSource implements DataSource {
    private @Nullable DataSource inner;

    /** To be given a {@link #setDataSource data source} or a {@link #setUrl URL}. */
    public NoclobberDataSource() {}

    /** Around {@code inner}. */
    public NoclobberDataSource(DataSource inner) {
        this.inner = inner;
    }

    /** The data source that makes the real connections. */
    public void setDataSource(DataSource dataSource) {
        this.inner = dataSource;
        reconfigured();
    }

    /** Where to connect: the real URL, or one of ours. */
    public void setUrl(String url) {
        url().setUrl(url);
    }

    public void setUser(String user) {
        url().setUser(user);
    }

    public void setPassword(String password) {
        url().setPassword(password);
    }

    private UrlDataSource url() {
        if (inner == null) {
            inner = new UrlDataSource(options);
        }
        if (inner instanceof UrlDataSource url) {
            return url;
        }
        throw new IllegalStateException("this data source goes around another one, which knows where to connect");
    }

    @Override
    public Connection getConnection() throws SQLException {
        return open(inner()::getConnection);
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        DataSource source = inner();
        return open(() -> source.getConnection(user, password));
    }

    private Connection open(Opening opening) throws SQLException {
        Settings current = settings();
        WarmUp.begin();
        return guard(opening.open(), current, () -> SecondConnection.opened(opening.open()));
    }

    /** How a real connection is opened. */
    private interface Opening {
        Connection open() throws SQLException;
    }

    /** A builder of guarded connections, where the real source has one. */
    @Override
    public ConnectionBuilder createConnectionBuilder() throws SQLException {
        DataSource source = inner();
        return new GuardedConnectionBuilder(source, source.createConnectionBuilder(), settings());
    }

    @Override
    @Nullable DataSource around() {
        return inner;
    }

    @Override
    String missing() {
        return "dataSource or url";
    }

    private DataSource inner() throws SQLException {
        return present(inner);
    }

    /** What is made by the real source has no guard; that it was asked for is counted. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        DataSource source = inner();
        T unwrapped = type.isInstance(source) ? type.cast(source) : source.unwrap(type);
        Composition.unwrapped(type);
        return unwrapped;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || type.isInstance(inner()) || inner().isWrapperFor(type);
    }
}
