package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What a statement gives after an execution: counts, results, keys and warnings come from the statement that ran last. Confined
 * to the threads that use the driver's own; {@code cancel} waits for nobody.
 */
public abstract class ResultStatement extends AttributedStatement {
    ResultStatement(Statement delegate, Origin origin) {
        super(delegate, origin);
    }

    /** What the last execution has left. */
    abstract Results results();

    final ConnectionGuard guard() {
        return origin.connection().guard;
    }

    /** The driver refused something outside the guard's own runs: it may have rolled the transaction back. */
    protected final void failed(SQLException failure) {
        guard().failed(failure);
    }

    @Override
    public final @Nullable ResultSet getResultSet() throws SQLException {
        try {
            return results().resultSet();
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final int getUpdateCount() throws SQLException {
        return results().updateCount();
    }

    @Override
    public final long getLargeUpdateCount() throws SQLException {
        return results().largeUpdateCount();
    }

    @Override
    public final boolean getMoreResults() throws SQLException {
        results().advance(true);
        try {
            return results().ran().getMoreResults();
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final boolean getMoreResults(int current) throws SQLException {
        results().advance(current != KEEP_CURRENT_RESULT);
        try {
            return results().ran().getMoreResults(current);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable ResultSet getGeneratedKeys() throws SQLException {
        try {
            return results().generatedKeys();
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable SQLWarning getWarnings() throws SQLException {
        return results().warnings();
    }

    @Override
    public final void clearWarnings() throws SQLException {
        results().clearWarnings();
    }

    @Override
    public final void cancel() throws SQLException {
        results().cancel();
    }
}
