package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.RowTracker;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What the last execution of one statement left for the application to fetch, and the result sets
 * that are followed. Confined to that statement, but for {@link #ran()}.
 */
final class Results {
    private final GuardedStatement statement;

    /** Runs now or ran last. Volatile because {@code cancel} comes from other threads. */
    private volatile Statement ran;

    private boolean keysAreOurs;
    private @Nullable GuardedResultSet shown;
    private boolean unclaimed;
    private long count = -1;
    private @Nullable GuardedResultSet followed;

    Results(GuardedStatement statement) {
        this.statement = statement;
        this.ran = statement.delegate;
    }

    Statement ran() {
        return ran;
    }

    /**
     * @param asked whether the generated keys are those the guard asked for, not the application
     */
    void ran(Statement runs, boolean asked) {
        keysAreOurs = asked;
        ran = runs;
    }

    /** The rows followed so far are about to be closed by a new execution or by the end of the statement. */
    void end() {
        for (GuardedResultSet rows = followed; rows != null; rows = rows.next) {
            rows.end();
        }
        followed = null;
        forget();
    }

    /** The statement is closed: what ran for it may be lent to others now. */
    void close() {
        end();
        ran = statement.delegate;
    }

    private void forget() {
        shown = null;
        unclaimed = false;
        count = -1;
    }

    /** The execution is over; what it fetched already is kept for the application. */
    void take(Execution execution, @Nullable RowTracker tracker) {
        boolean later = execution.form == Form.EXECUTE;
        if (execution.rows != null) {
            shown = statement.wrap(execution.rows);
            unclaimed = later;
            if (tracker != null) {
                shown.follow(tracker);
                shown.next = followed;
                followed = shown;
            }
        } else if (later) {
            count = execution.count;
        }
    }

    /** The rows of the last execution. */
    @Nullable GuardedResultSet shown() {
        return shown;
    }

    @Nullable ResultSet resultSet() throws SQLException {
        if (unclaimed) {
            unclaimed = false;
            return shown;
        }
        ResultSet rows = ran.getResultSet();
        if (rows == null) {
            return null;
        }
        if (shown == null || !shown.wraps(rows)) {
            shown = statement.wrap(rows);
        }
        return shown;
    }

    int updateCount() throws SQLException {
        return count < 0 ? ran.getUpdateCount() : (int) claimCount();
    }

    long largeUpdateCount() throws SQLException {
        return count < 0 ? ran.getLargeUpdateCount() : claimCount();
    }

    /** The driver was asked once already, so this is the application's first time. */
    private long claimCount() {
        long claimed = count;
        count = -1;
        return claimed;
    }

    /** Before the statement moves to its next result. */
    void advance(boolean closesRows) {
        if (closesRows) {
            end();
        } else {
            forget();
        }
    }

    @Nullable ResultSet generatedKeys() throws SQLException {
        ResultSet keys = (keysAreOurs ? statement.delegate : ran).getGeneratedKeys();
        return keys == null ? null : statement.wrap(keys);
    }
}
