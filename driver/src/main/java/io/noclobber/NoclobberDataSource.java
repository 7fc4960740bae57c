package io.noclobber;

import io.noclobber.config.Option;
import io.noclobber.config.Settings;
import io.noclobber.internal.guard.SecondConnection;
import io.noclobber.internal.jdbc.Guarded;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections are guarded. Goes around another data source, or connects to a URL
 * by itself. To be configured before it is used, by one thread; thread-safe from then on.
 */
public final class NoclobberDataSource implements DataSource {
    private final Properties options = new Properties();
    private @Nullable DataSource inner;
    private volatile @Nullable Settings settings;

    /** To be given a {@link #setDataSource data source} or a {@link #setUrl URL}. */
    public NoclobberDataSource() {}

    /** Around {@code inner}. */
    public NoclobberDataSource(DataSource inner) {
        this.inner = inner;
    }

    /** The data source that makes the real connections. */
    public void setDataSource(DataSource dataSource) {
        this.inner = dataSource;
        settings = null;
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

    public void setDriver(String value) {
        set(Option.DRIVER, value);
    }

    public void setMode(String value) {
        set(Option.MODE, value);
    }

    public void setScope(String value) {
        set(Option.SCOPE, value);
    }

    public void setCompare(String value) {
        set(Option.COMPARE, value);
    }

    public void setVersion(String value) {
        set(Option.VERSION, value);
    }

    public void setExclude(String value) {
        set(Option.EXCLUDE, value);
    }

    public void setInexact(String value) {
        set(Option.INEXACT, value);
    }

    public void setTables(String value) {
        set(Option.TABLES, value);
    }

    public void setKeys(String value) {
        set(Option.KEYS, value);
    }

    public void setNoImage(String value) {
        set(Option.NO_IMAGE, value);
    }

    public void setUnparsed(String value) {
        set(Option.UNPARSED, value);
    }

    public void setOwnCheck(String value) {
        set(Option.OWN_CHECK, value);
    }

    public void setDeleteDeleted(String value) {
        set(Option.DELETE_DELETED, value);
    }

    public void setImageRows(String value) {
        set(Option.IMAGE_ROWS, value);
    }

    public void setImageBytes(String value) {
        set(Option.IMAGE_BYTES, value);
    }

    public void setImageAge(String value) {
        set(Option.IMAGE_AGE, value);
    }

    public void setRedact(String value) {
        set(Option.REDACT, value);
    }

    public void setMessageValues(String value) {
        set(Option.MESSAGE_VALUES, value);
    }

    public void setMessageLength(String value) {
        set(Option.MESSAGE_LENGTH, value);
    }

    public void setHelpText(String value) {
        set(Option.HELP_TEXT, value);
    }

    public void setChangedState(String value) {
        set(Option.CHANGED_STATE, value);
    }

    public void setDeletedState(String value) {
        set(Option.DELETED_STATE, value);
    }

    public void setDiffTimeout(String value) {
        set(Option.DIFF_TIMEOUT, value);
    }

    /** Fails at once when the value is not allowed. */
    private void set(Option option, String value) {
        option.check(value, "the data source");
        options.setProperty(option.propertyName(), value);
        settings = null;
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

    private Connection open(SecondConnection source) throws SQLException {
        Settings current = settings();
        WarmUp.begin();
        Connection real = source.open();
        // Connections of our own URL, or of a pool of them, have their guard already.
        return isGuarded(real) ? real : Composition.SHARED.guard(real, current, source);
    }

    private static boolean isGuarded(Connection connection) {
        if (connection instanceof Guarded) {
            return true;
        }
        try {
            return connection.isWrapperFor(Guarded.class);
        } catch (SQLException | AbstractMethodError knowsNothingOfWrappers) {
            return false;
        }
    }

    private Settings settings() throws SQLException {
        Settings resolved = settings;
        if (resolved == null) {
            resolved = NoclobberDriver.settings(null, options);
            settings = resolved;
        }
        return resolved;
    }

    private DataSource inner() throws SQLException {
        DataSource source = inner;
        if (source == null) {
            throw new SQLException("noclobber has no data source to go around: set dataSource or url", "08001");
        }
        return source;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        DataSource source = inner();
        return type.isInstance(source) ? type.cast(source) : source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || type.isInstance(inner()) || inner().isWrapperFor(type);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return inner().getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        inner().setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return inner().getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        inner().setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("noclobber logs through SLF4J, not through java.util.logging");
    }

    @Override
    public String toString() {
        return "noclobber[" + inner + ']';
    }
}
