package com.example.difficult;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Gives connections that connect when they are first asked something, or that lend the one which there is. */
class LateSource implements DataSource {
    private final String url;
    private final Connection lent;
    /** How many of its connections have come to connect. */
    int connected;

    /**
     * Of a database.
     *
     * @param lent what each of its connections stands for, {@code null} where each connects for itself
     */
    LateSource(String url, Connection lent) {
        this.url = url;
        this.lent = lent;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return (Connection) Proxy.newProxyInstance(
                LateSource.class.getClassLoader(), new Class<?>[] {Connection.class, Late.class}, new Handler());
    }

    /** What frameworks ask such a connection for. */
    interface Late {}

    private final class Handler implements InvocationHandler {
        private Connection real = lent;
        private boolean closed;

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            switch (method.getName()) {
                case "toString":
                    return real == null ? "not connected" : "late " + real;
                case "hashCode":
                    return System.identityHashCode(proxy);
                case "equals":
                    return proxy == arguments[0];
                case "setAutoCommit":
                    if (real == null) {
                        return null;
                    }
                    break;
                case "isClosed":
                    return closed;
                case "close":
                    closed = true;
                    if (real != null && lent == null) {
                        real.close();
                    }
                    return null;
                default:
                    connect();
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }

        private void connect() throws SQLException {
            if (real == null) {
                connected++;
                real = DriverManager.getConnection(url, "sa", "");
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
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
}
