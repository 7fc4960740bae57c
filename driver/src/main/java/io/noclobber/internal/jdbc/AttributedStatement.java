package io.noclobber.internal.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a statement of the application, which the internal ones that run in its place have too. Confined to
 * the threads that use the driver's own.
 */
public abstract class AttributedStatement implements Statement {
    protected final Statement delegate;
    final Origin origin;
    private @Nullable InternalStatements internals;
    private int maxFieldSize;
    private int queryTimeout;
    private boolean escapes = true;

    AttributedStatement(Statement delegate, Origin origin) {
        this.delegate = delegate;
        this.origin = origin;
    }

    final InternalStatements internals() {
        if (internals == null) {
            internals = new InternalStatements(origin);
        }
        return internals;
    }

    final void closeInternals() {
        if (internals != null) {
            internals.close();
        }
    }

    @Override
    public final void setQueryTimeout(int seconds) throws SQLException {
        delegate.setQueryTimeout(seconds);
        internals().set(Attribute.QUERY_TIMEOUT, seconds);
        queryTimeout = seconds;
    }

    @Override
    public final void setMaxRows(int rows) throws SQLException {
        delegate.setMaxRows(rows);
        internals().set(Attribute.MAX_ROWS, rows);
    }

    @Override
    public final void setLargeMaxRows(long rows) throws SQLException {
        delegate.setLargeMaxRows(rows);
        internals().set(Attribute.LARGE_MAX_ROWS, rows);
    }

    @Override
    public final void setFetchSize(int rows) throws SQLException {
        delegate.setFetchSize(rows);
        internals().set(Attribute.FETCH_SIZE, rows);
    }

    @Override
    public final void setFetchDirection(int direction) throws SQLException {
        delegate.setFetchDirection(direction);
        internals().set(Attribute.FETCH_DIRECTION, direction);
    }

    @Override
    public final void setMaxFieldSize(int size) throws SQLException {
        delegate.setMaxFieldSize(size);
        internals().set(Attribute.MAX_FIELD_SIZE, size);
        maxFieldSize = size;
    }

    @Override
    public final void setEscapeProcessing(boolean on) throws SQLException {
        delegate.setEscapeProcessing(on);
        internals().set(Attribute.ESCAPE_PROCESSING, on ? 1 : 0);
        escapes = on;
    }

    @Override
    public final void setPoolable(boolean poolable) throws SQLException {
        delegate.setPoolable(poolable);
        internals().set(Attribute.POOLABLE, poolable ? 1 : 0);
    }

    final int queryTimeout() {
        return queryTimeout;
    }

    /** Whether the driver looks for JDBC escapes in plain texts. */
    final boolean escapes() {
        return escapes;
    }

    /** To how much the driver cuts texts and bytes, 0 where it does not. */
    final int maxFieldSize() {
        return maxFieldSize;
    }
}
