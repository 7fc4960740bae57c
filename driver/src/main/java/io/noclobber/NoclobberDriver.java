package io.noclobber;

import io.noclobber.config.ConnectionUrl;
import io.noclobber.config.InvalidOptionException;
import io.noclobber.config.Settings;
import io.noclobber.observe.GuardCounts;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The driver for {@code jdbc:noclobber:<rest of the real URL>}: opens the real connection and guards
 * its writes. Thread-safe.
 */
public final class NoclobberDriver implements Driver {
    static {
        register();
    }

    private final Composition composition;

    /** As {@link java.util.ServiceLoader} and {@code Class.forName} make it. */
    public NoclobberDriver() {
        this(Composition.SHARED);
    }

    NoclobberDriver(Composition composition) {
        this.composition = composition;
    }

    private static void register() {
        try {
            DriverManager.registerDriver(new NoclobberDriver());
        } catch (SQLException e) {
            throw new IllegalStateException("java.sql.DriverManager does not take the noclobber driver", e);
        }
    }

    @Override
    public @Nullable Connection connect(@Nullable String url, @Nullable Properties info) throws SQLException {
        if (!ConnectionUrl.accepts(url)) {
            return null;
        }
        WarmUp.begin();
        RealUrl real = RealUrl.of(url, info);
        return composition.guard(real.connect(), real.settings(), real);
    }

    /** What has been guarded and what has not, by table and reason, since this class was loaded. */
    public static GuardCounts counts() {
        return Composition.counts();
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return ConnectionUrl.accepts(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info) throws SQLException {
        return PropertyInfo.of(url, info);
    }

    @Override
    public int getMajorVersion() {
        return Version.major();
    }

    @Override
    public int getMinorVersion() {
        return Version.minor();
    }

    /** Whether the real driver is cannot be told before there is a URL. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("noclobber logs through SLF4J, not through java.util.logging");
    }

    /** What is wrong with an option, as JDBC says it. */
    static SQLException refuse(InvalidOptionException invalid) {
        return new SQLException(invalid.getMessage(), "08001", invalid);
    }

    static Settings settings(@Nullable ConnectionUrl url, @Nullable Properties info) throws SQLException {
        try {
            return Settings.resolve(url, info);
        } catch (InvalidOptionException invalid) {
            throw refuse(invalid);
        }
    }
}
