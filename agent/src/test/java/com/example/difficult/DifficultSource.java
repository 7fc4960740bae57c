package com.example.difficult;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.ConnectionEventListener;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;

/** Lends difficult connections, and physical ones whose handles are difficult. */
final class DifficultSource implements DataSource, ConnectionPoolDataSource {
    @Override
    public Connection getConnection() throws SQLException {
        return DifficultConnection.open(new Properties());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PooledConnection getPooledConnection() {
        return new Physical();
    }

    @Override
    public PooledConnection getPooledConnection(String user, String password) {
        return getPooledConnection();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing inside");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    private static final class Physical implements PooledConnection {
        @Override
        public Connection getConnection() throws SQLException {
            return DifficultConnection.open(new Properties());
        }

        @Override
        public void close() {}

        @Override
        public void addConnectionEventListener(ConnectionEventListener listener) {}

        @Override
        public void removeConnectionEventListener(ConnectionEventListener listener) {}

        @Override
        public void addStatementEventListener(StatementEventListener listener) {}

        @Override
        public void removeStatementEventListener(StatementEventListener listener) {}
    }
}
