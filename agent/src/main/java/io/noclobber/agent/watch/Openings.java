package io.noclobber.agent.watch;

import io.noclobber.OpenedConnections.Opening;
import io.noclobber.config.Settings;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/** Opens connections as the application has opened one, but without a guard. Thread-safe. */
final class Openings {
    private static final ThreadLocal<@Nullable Boolean> OPENING = new ThreadLocal<>();

    /** Whether this thread is at it. */
    boolean isOpening() {
        return OPENING.get() != null;
    }

    /** How another connection like that of {@code call} is opened. Holds the properties, which may have a password. */
    Opening<Connection> again(Call call) {
        Object target = call.target();
        if (target instanceof Driver driver && call.door() == Door.CONNECT) {
            String url = (String) call.argument(1);
            Properties properties = Settings.forDriver((Properties) call.argument(2));
            return () -> alone(() -> driver.connect(url, Settings.forDriver(properties)));
        }
        if (target instanceof DataSource source) {
            return () -> alone(
                    () -> hasUser(call) ? source.getConnection(user(call), password(call)) : source.getConnection());
        }
        return () -> {
            throw new SQLException(
                    target.getClass().getName() + " is no data source from which another connection can be had");
        };
    }

    /** How another physical connection like that of {@code call} is opened. */
    Opening<PooledConnection> physicalAgain(Call call) {
        if (call.door() == Door.XA) {
            XADataSource source = (XADataSource) call.target();
            return () -> alone(() ->
                    hasUser(call) ? source.getXAConnection(user(call), password(call)) : source.getXAConnection());
        }
        ConnectionPoolDataSource source = (ConnectionPoolDataSource) call.target();
        return () -> alone(() ->
                hasUser(call) ? source.getPooledConnection(user(call), password(call)) : source.getPooledConnection());
    }

    private static boolean hasUser(Call call) {
        return call.arguments() > 2;
    }

    private static @Nullable String user(Call call) {
        return (String) call.argument(1);
    }

    private static @Nullable String password(Call call) {
        return (String) call.argument(2);
    }

    private <C> C alone(Opening<? extends @Nullable C> how) throws SQLException {
        OPENING.set(Boolean.TRUE);
        try {
            C connection = how.open();
            if (connection == null) {
                throw new SQLException("no other connection was given");
            }
            return connection;
        } finally {
            OPENING.remove();
        }
    }
}
