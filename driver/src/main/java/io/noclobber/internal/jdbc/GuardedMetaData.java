package io.noclobber.internal.jdbc;

import io.noclobber.internal.proxy.ProxyKind;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The driver's metadata, whose connection is ours. */
public abstract class GuardedMetaData implements DatabaseMetaData, Guarded, ResultOwner {
    static final ProxyKind<DatabaseMetaData, GuardedConnection, GuardedMetaData> KIND =
            new ProxyKind<>(GuardedMetaData.class, DatabaseMetaData.class, GuardedConnection.class);

    protected final DatabaseMetaData delegate;
    private final GuardedConnection connection;

    protected GuardedMetaData(DatabaseMetaData delegate, GuardedConnection connection) {
        this.delegate = delegate;
        this.connection = connection;
    }

    /** Whatever result set a forwarded method gives back is ours too. */
    protected final @Nullable ResultSet adopt(@Nullable ResultSet rows) {
        return rows == null ? null : connection.wrap(rows, this);
    }

    /** A query of the catalog waits for locks like any other. */
    protected final void failed(SQLException failure) {
        connection.failed(failure);
    }

    @Override
    public final @Nullable Connection getConnection() throws SQLException {
        return delegate.getConnection() == null ? null : connection;
    }

    @Override
    public final GuardedConnection connection() {
        return connection;
    }

    /** Most drivers give {@code null}; some give a statement of their own, which has not been seen before. */
    @Override
    public final @Nullable Statement statementOf(ResultSet rows) throws SQLException {
        return connection.adopt(rows.getStatement());
    }

    @Override
    public final void released(GuardedResultSet rows) {
        // Metadata does not end with its results.
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        return connection.unwrap(this, delegate, type);
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        return Delegates.wraps(this, delegate, type);
    }

    @Override
    public final String toString() {
        return "noclobber[" + delegate + ']';
    }
}
