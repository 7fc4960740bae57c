package io.noclobber.conformance;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connections of a setting as a pool asks for them. Immutable. */
final class OpenedSource implements DataSource {
    private final Setting setting;

    OpenedSource(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return setting.opener().open(setting.database(), Map.of());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    /** So long a pool waits, when it is closed, for connections that it is about to open. */
    @Override
    public int getLoginTimeout() {
        return 10;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged here");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing is wrapped here, no " + type.getName() + " either");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
