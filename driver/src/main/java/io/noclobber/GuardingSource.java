package io.noclobber;

import io.noclobber.config.Option;
import io.noclobber.config.Settings;
import io.noclobber.internal.guard.SecondConnection;
import io.noclobber.internal.jdbc.GuardedConnections;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.CommonDataSource;
import org.jspecify.annotations.Nullable;

/**
 * What all our data sources have in common: the options, one setter each, and another source that they go around. To be configured
 * before it is used, by one thread; thread-safe from then on.
 */
public abstract sealed class GuardingSource implements CommonDataSource
        permits NoclobberDataSource, NoclobberXADataSource, NoclobberConnectionPoolDataSource {
    final Properties options = new Properties();
    private volatile @Nullable Settings settings;

    GuardingSource() {}

    /** The source that makes the real connections, or {@code null} when none is set. */
    abstract @Nullable CommonDataSource around();

    /** What to set when there is no source to go around. */
    abstract String missing();

    /** As {@code around}. */
    final <S extends CommonDataSource> S present(@Nullable S source) throws SQLException {
        if (source == null) {
            throw new SQLException("noclobber has no data source to go around: set " + missing(), "08001");
        }
        return source;
    }

    /** The options, or where to connect, are other ones from here on. */
    final void reconfigured() {
        settings = null;
    }

    final Settings settings() throws SQLException {
        Settings resolved = settings;
        if (resolved == null) {
            resolved = NoclobberDriver.settings(null, options);
            settings = resolved;
        }
        return resolved;
    }

    /** Puts a guard before {@code real}. Connections of our own URL, or of a pool of them, have theirs already. */
    static Connection guard(Connection real, Settings settings, SecondConnection second) throws SQLException {
        return GuardedConnections.reachesGuard(real) ? real : Composition.SHARED.guard(real, settings, second);
    }

    public void setDriver(String value) {
        set(Option.DRIVER, value);
    }

    public void setMode(String value) {
        set(Option.MODE, value);
    }

    public void setScope(String value) {
        set(Option.SCOPE, value);
    }

    public void setCompare(String value) {
        set(Option.COMPARE, value);
    }

    public void setVersion(String value) {
        set(Option.VERSION, value);
    }

    public void setExclude(String value) {
        set(Option.EXCLUDE, value);
    }

    public void setInexact(String value) {
        set(Option.INEXACT, value);
    }

    public void setTables(String value) {
        set(Option.TABLES, value);
    }

    public void setKeys(String value) {
        set(Option.KEYS, value);
    }

    public void setNoImage(String value) {
        set(Option.NO_IMAGE, value);
    }

    public void setUnparsed(String value) {
        set(Option.UNPARSED, value);
    }

    public void setAfterCall(String value) {
        set(Option.AFTER_CALL, value);
    }

    public void setOwnCheck(String value) {
        set(Option.OWN_CHECK, value);
    }

    public void setDeleteDeleted(String value) {
        set(Option.DELETE_DELETED, value);
    }

    public void setImageRows(String value) {
        set(Option.IMAGE_ROWS, value);
    }

    public void setImageBytes(String value) {
        set(Option.IMAGE_BYTES, value);
    }

    public void setImageAge(String value) {
        set(Option.IMAGE_AGE, value);
    }

    public void setReread(String value) {
        set(Option.REREAD, value);
    }

    public void setLockCheck(String value) {
        set(Option.LOCK_CHECK, value);
    }

    public void setConversationBytes(String value) {
        set(Option.CONVERSATION_BYTES, value);
    }

    public void setConversationIdle(String value) {
        set(Option.CONVERSATION_IDLE, value);
    }

    public void setConversationAge(String value) {
        set(Option.CONVERSATION_AGE, value);
    }

    public void setConversationStore(String value) {
        set(Option.CONVERSATION_STORE, value);
    }

    public void setRedact(String value) {
        set(Option.REDACT, value);
    }

    public void setMessageValues(String value) {
        set(Option.MESSAGE_VALUES, value);
    }

    public void setMessageLength(String value) {
        set(Option.MESSAGE_LENGTH, value);
    }

    public void setHelpText(String value) {
        set(Option.HELP_TEXT, value);
    }

    public void setChangedState(String value) {
        set(Option.CHANGED_STATE, value);
    }

    public void setDeletedState(String value) {
        set(Option.DELETED_STATE, value);
    }

    public void setDiffTimeout(String value) {
        set(Option.DIFF_TIMEOUT, value);
    }

    /** Fails at once when the value is not allowed. */
    private void set(Option option, String value) {
        option.check(value, "the data source");
        options.setProperty(option.propertyName(), value);
        reconfigured();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return present(around()).getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        present(around()).setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return present(around()).getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        present(around()).setLoginTimeout(seconds);
    }

    @Override
    public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
        return present(around()).createShardingKeyBuilder();
    }

    /** The real source's; noclobber itself logs through SLF4J. */
    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        CommonDataSource source = around();
        if (source == null) {
            throw new SQLFeatureNotSupportedException("noclobber logs through SLF4J, not through java.util.logging");
        }
        return source.getParentLogger();
    }

    @Override
    public String toString() {
        return "noclobber[" + around() + ']';
    }
}
