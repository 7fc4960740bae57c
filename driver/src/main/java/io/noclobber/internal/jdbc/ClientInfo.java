package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.pool.KnownPool;
import java.sql.ClientInfoStatus;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the application tells of itself on one connection. One entry is ours, the conversation that the connection works for:
 * it never reaches the driver. As safe for threads as the driver's connection.
 */
final class ClientInfo {
    private final Connection driver;
    private final ConnectionGuard guard;
    private final @Nullable KnownPool pool;

    ClientInfo(Connection driver, ConnectionGuard guard, @Nullable KnownPool pool) {
        this.driver = driver;
        this.guard = guard;
        this.pool = pool;
    }

    void set(@Nullable String name, @Nullable String value) throws SQLClientInfoException {
        if (GuardedConnection.CONVERSATION.equals(name)) {
            bind(value);
        } else {
            driver.setClientInfo(name, value);
        }
    }

    /** What is not among the properties is cleared, as all client info is. */
    void set(@Nullable Properties properties) throws SQLClientInfoException {
        String conversation = properties == null ? null : properties.getProperty(GuardedConnection.CONVERSATION);
        check(conversation);
        driver.setClientInfo(conversation == null || properties == null ? properties : without(properties));
        bind(conversation);
    }

    private static Properties without(Properties properties) {
        Properties others = new Properties();
        for (String name : properties.stringPropertyNames()) {
            if (!name.equals(GuardedConnection.CONVERSATION)) {
                others.setProperty(name, properties.getProperty(name));
            }
        }
        return others;
    }

    private void bind(@Nullable String conversation) throws SQLClientInfoException {
        check(conversation);
        guard.conversation(names(conversation) ? conversation : null);
    }

    /** The connection would stay bound for whoever borrows it next. */
    private void check(@Nullable String conversation) throws SQLClientInfoException {
        if (names(conversation) && pool != null && !pool.givesSign()) {
            throw new SQLClientInfoException(
                    "The connection cannot be bound to a conversation: it belongs to " + pool.label()
                            + ", which does not show when a borrower has given it back, and the next one would work for"
                            + " the same conversation. Bind the thread instead, by Conversation.open",
                    Map.of(GuardedConnection.CONVERSATION, ClientInfoStatus.REASON_UNKNOWN));
        }
    }

    private static boolean names(@Nullable String conversation) {
        return conversation != null && !conversation.isEmpty();
    }

    @Nullable String get(@Nullable String name) throws SQLException {
        return GuardedConnection.CONVERSATION.equals(name) ? guard.conversation() : driver.getClientInfo(name);
    }

    @Nullable Properties get() throws SQLException {
        String conversation = guard.conversation();
        if (conversation == null) {
            return driver.getClientInfo();
        }
        Properties all = new Properties();
        Properties drivers = ofDriver();
        if (drivers != null) {
            all.putAll(drivers);
        }
        all.setProperty(GuardedConnection.CONVERSATION, conversation);
        return all;
    }

    private @Nullable Properties ofDriver() throws SQLException {
        try {
            return driver.getClientInfo();
        } catch (SQLFeatureNotSupportedException none) {
            return null; // ours is there all the same
        }
    }
}
