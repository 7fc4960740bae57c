package io.noclobber.conformance.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A driver that is put before real ones: it takes the URLs with a prefix of its own, and has nothing to say of itself. */
public abstract class PrefixedDriver implements Driver {
    private final String prefix;

    protected PrefixedDriver(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Opens a connection.
     *
     * @param rest what stands behind the prefix
     */
    protected abstract Connection open(String rest, Properties properties) throws SQLException;

    @Override
    public final @Nullable Connection connect(String url, Properties properties) throws SQLException {
        return acceptsURL(url) ? open(url.substring(prefix.length()), properties) : null;
    }

    @Override
    public final boolean acceptsURL(String url) {
        return url.startsWith(prefix);
    }

    @Override
    public final DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public final int getMajorVersion() {
        return 1;
    }

    @Override
    public final int getMinorVersion() {
        return 0;
    }

    @Override
    public final boolean jdbcCompliant() {
        return false;
    }

    @Override
    public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no java.util.logging");
    }
}
