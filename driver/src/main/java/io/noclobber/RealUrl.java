package io.noclobber;

import io.noclobber.config.ConnectionUrl;
import io.noclobber.config.InvalidOptionException;
import io.noclobber.config.Settings;
import io.noclobber.internal.guard.SecondConnection;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The real URL with the real properties and the real driver, as often as it is needed. Immutable; its
 * properties may hold a password, so it is never shown.
 */
final class RealUrl implements SecondConnection {
    private final String url;
    private final Properties properties;
    private final Settings settings;
    private final Driver driver;

    private RealUrl(String url, Properties properties, Settings settings, Driver driver) {
        this.url = url;
        this.properties = properties;
        this.settings = settings;
        this.driver = driver;
    }

    static RealUrl of(@Nullable String url, @Nullable Properties info) throws SQLException {
        ConnectionUrl parsed;
        try {
            parsed = ConnectionUrl.parse(url);
        } catch (InvalidOptionException invalid) {
            throw NoclobberDriver.refuse(invalid);
        }
        if (parsed == null) {
            throw new SQLException("not a URL of noclobber", "08001");
        }
        Settings settings = NoclobberDriver.settings(parsed, info);
        Driver driver = RealDrivers.find(parsed.inner(), settings.driver());
        return new RealUrl(parsed.inner(), Settings.forDriver(info), settings, driver);
    }

    Settings settings() {
        return settings;
    }

    Driver driver() {
        return driver;
    }

    String url() {
        return url;
    }

    /** A copy, because drivers put into their properties what they like. */
    Properties properties() {
        return Settings.forDriver(properties);
    }

    @Override
    public Opened open() throws SQLException {
        return SecondConnection.opened(connect());
    }

    Connection connect() throws SQLException {
        Connection connection;
        try {
            connection = driver.connect(url, properties());
        } catch (RuntimeException fault) {
            throw new SQLException(driver.getClass().getName() + " failed to connect", "08001", fault);
        }
        if (connection == null) {
            throw new SQLException(
                    driver.getClass().getName() + " does not accept the URL behind jdbc:noclobber:", "08001");
        }
        return connection;
    }

    @Override
    public String toString() {
        return "real URL";
    }
}
