package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Disguise;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A driver that sends other statements than it is given, so that it is as if the guard had been spelled wrongly. Immutable.
 *
 * @param flaw the name in its URL
 */
record TamperedDriver(String flaw, Database known, Pattern found, String replacement) implements Driver {

    /** The same database, reached by a driver with that flaw. */
    static Database to(String flaw, Database known, String found, String replacement) throws SQLException {
        TamperedDriver driver = new TamperedDriver(flaw, known, Pattern.compile(found), replacement);
        DriverManager.registerDriver(driver);
        return new Database(known.engine(), driver.url(), known.user(), known.password(), known.dataSource());
    }

    private String url() {
        return "jdbc:tampered:" + flaw;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.equals(url());
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection real = known.connect();
        return Disguise.of(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("prepareStatement") && arguments != null) {
                arguments[0] = found.matcher((String) arguments[0]).replaceAll(replacement);
            }
            return Disguise.call(real, method, arguments);
        });
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public @Nullable Logger getParentLogger() {
        return null;
    }
}
