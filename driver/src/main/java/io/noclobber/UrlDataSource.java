package io.noclobber;

import io.noclobber.config.ConnectionUrl;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a URL of ours, guarded, by the options of the data source that it stands behind. To be
 * configured before it is used.
 */
final class UrlDataSource implements DataSource {
    private static final String PROTOCOL = "jdbc:";

    private final Properties options;
    private final NoclobberDriver driver = new NoclobberDriver();
    private @Nullable String url;
    private @Nullable String user;
    private @Nullable String password;

    UrlDataSource(Properties options) {
        this.options = options;
    }

    void setUrl(String value) {
        if (!value.startsWith(PROTOCOL)) {
            throw new IllegalArgumentException("a JDBC URL begins with " + PROTOCOL);
        }
        url = ConnectionUrl.accepts(value) ? value : "jdbc:noclobber:" + value.substring(PROTOCOL.length());
    }

    void setUser(String value) {
        user = value;
    }

    void setPassword(String value) {
        password = value;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(user, password);
    }

    @Override
    public Connection getConnection(@Nullable String as, @Nullable String with) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(options);
        if (as != null) {
            properties.setProperty("user", as);
        }
        if (with != null) {
            properties.setProperty("password", with);
        }
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("noclobber has no URL to connect to: set url", "08001");
        }
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("this data source wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return DriverManager.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("a URL has no log writer of its own");
    }

    @Override
    public int getLoginTimeout() {
        return DriverManager.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("a URL has no login timeout of its own");
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("noclobber logs through SLF4J, not through java.util.logging");
    }

    @Override
    public String toString() {
        return "URL";
    }
}
