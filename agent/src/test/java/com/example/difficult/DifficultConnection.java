package com.example.difficult;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.hsqldb.jdbc.JDBCDriver;

/** A connection to HSQLDB that tells nothing of its database, without which no guard can be. */
final class DifficultConnection implements InvocationHandler {
    /** How many are open. */
    static final AtomicInteger OPEN = new AtomicInteger();

    /** A property with which they throw errors of the driver's own. */
    static final String UNFINISHED = "unfinished";

    /** As those of languages that have one for methods without a body. */
    private static final class UnfinishedError extends Error {
        private static final long serialVersionUID = 1L;

        UnfinishedError(String message) {
            super(message);
        }
    }

    private final Connection real;
    private final Properties opened;

    private DifficultConnection(Connection real, Properties opened) {
        this.real = real;
        this.opened = opened;
    }

    /** Opens one past the methods that the agent watches. */
    static Connection open(Properties properties) throws SQLException {
        Connection real = JDBCDriver.getConnection("jdbc:hsqldb:mem:difficult", new Properties());
        OPEN.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                DifficultConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new DifficultConnection(real, properties));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean asked =
                method.getName().equals("isWrapperFor") || method.getName().equals("getMetaData");
        if (asked && opened.containsKey(UNFINISHED)) {
            throw new UnfinishedError(method.getName() + " is not written yet");
        }
        if (method.getName().equals("getMetaData")) {
            throw new SQLException(
                    "the server hides what it is at jdbc:difficult://ann:tiger77@db;password=tiger88, to " + opened);
        }
        if (method.getName().equals("close") && !real.isClosed()) {
            OPEN.decrementAndGet();
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
