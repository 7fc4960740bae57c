package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.RowTracker;
import io.noclobber.internal.guard.WiderQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
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

    /** Runs now on behalf of the guard, before or after {@link #ran}. */
    private volatile @Nullable Statement question;

    private boolean keysAreOurs;

    /** Keys of what never ran are closed by no execution. */
    private boolean executed;

    /** Answers for keys that nobody asked for. */
    private @Nullable Statement unasked;

    /** What {@link #ran} may have open for the application. */
    private @Nullable GuardedResultSet leftRows;

    private @Nullable ResultSet leftKeys;

    /** What the application was given as generated keys last. */
    private @Nullable GuardedResultSet shownKeys;

    /** Asked for before somebody else's statement has made the database forget them. */
    private @Nullable SQLWarning warnings;

    private @Nullable GuardedResultSet shown;
    private boolean unclaimed;

    /** A query whose rows the application has not asked for. */
    private @Nullable Execution unread;

    private long count = -1;
    private int hidden;
    private @Nullable GuardedResultSet followed;

    Results(GuardedStatement statement) {
        this.statement = statement;
        this.ran = statement.delegate;
        WiderQuery wider = statement.origin.wider();
        this.hidden = wider == null ? 0 : wider.hidden();
    }

    Statement ran() {
        return ran;
    }

    /** The guard is about to ask something by itself. */
    void asks(Statement asked) {
        question = asked;
    }

    /** The guard has its answer. */
    void answered() {
        question = null;
    }

    /** Ends what runs now, if the driver can. From any thread. */
    void cancel() throws SQLException {
        Statement asked = question;
        if (asked == null) {
            ran.cancel();
            return;
        }
        try {
            asked.cancel();
        } catch (SQLException failure) {
            if (!asked.isClosed()) {
                throw failure;
            }
            // answered in the meantime
        }
    }

    /**
     * Closes what runs now; a question is given up instead, as its write will find no statement to run on. From any
     * thread; the rest is closed by the one that runs it.
     */
    void closeRunning() throws SQLException {
        Statement asked = question;
        if (asked == null) {
            ran.close();
            return;
        }
        try {
            asked.cancel();
        } catch (SQLException notSupported) {
            statement.guard().notClosed(notSupported); // the application has asked for no cancel
        }
    }

    /**
     * {@code runs} is about to run. Where another did before, the application's results of that are closed, as
     * its one statement would close them.
     *
     * @param asked whether the generated keys are those the guard asked for, not the application
     */
    void ran(Statement runs, boolean asked) throws SQLException {
        if (runs != ran) {
            closeLeft();
        }
        leftRows = null;
        leftKeys = null;
        shownKeys = null;
        closeUnasked();
        keysAreOurs = asked;
        ran = runs;
        executed = true;
    }

    /** Not where the driver would close the whole statement along with its results. */
    private void closeLeft() throws SQLException {
        if (statement.closesOnCompletion()) {
            return;
        }
        if (!statement.guard().driver().runningClosesRows()) {
            return;
        }
        if (leftRows != null) {
            leftRows.delegate.close();
        }
        if (leftKeys != null) {
            leftKeys.close();
        }
    }

    private void closeUnasked() {
        Statement old = unasked;
        unasked = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException failure) {
                statement.guard().notClosed(failure);
            }
        }
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
        closeUnasked();
        leftRows = null;
        leftKeys = null;
        ran = statement.delegate;
    }

    /** Other statements are about to run on the connection. */
    void keepWarnings() throws SQLException {
        if (statement.isClosedMeanwhile()) {
            return; // there is nobody to ask for them
        }
        warnings = ran.getWarnings();
    }

    @Nullable SQLWarning warnings() throws SQLException {
        return warnings == null ? ran.getWarnings() : warnings;
    }

    void clearWarnings() throws SQLException {
        warnings = null;
        ran.clearWarnings();
    }

    private void forget() {
        unread = null;
        warnings = null;
        shown = null;
        unclaimed = false;
        count = -1;
    }

    /** The query has failed; some drivers keep rows of which they only say that they were asked for in another way. */
    void failed(Execution query) {
        hidden = query.hidden();
    }

    /** The execution is over; what it fetched already is kept for the application. */
    void take(Execution execution, @Nullable RowTracker tracker) throws SQLException {
        boolean later = execution.form == Form.EXECUTE;
        hidden = execution.hidden();
        if (execution.rows != null) {
            shown = statement.wrap(execution.rows);
            shown.hide(hidden);
            leftRows = shown;
            unclaimed = later;
            follow(shown, tracker);
        } else if (execution.hasRows) {
            unread = execution;
        } else if (later) {
            count = execution.count;
        }
    }

    private void follow(GuardedResultSet rows, @Nullable RowTracker tracker) {
        if (tracker != null) {
            rows.follow(tracker, statement.givesUpdatableRows());
            rows.next = followed;
            followed = rows;
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
            Execution query = unread;
            RowTracker tracker = query == null ? null : statement.track(query, rows);
            unread = null;
            shown = statement.wrap(rows);
            shown.hide(hidden);
            leftRows = shown;
            follow(shown, tracker);
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
            if (statement.guard().driver().endOfRowsCommits()) {
                statement.guard().rowsMayEnd(null);
            }
        } else {
            for (GuardedResultSet rows = followed; rows != null; rows = rows.next) {
                rows.stay();
            }
            forget();
        }
    }

    @Nullable ResultSet generatedKeys() throws SQLException {
        ResultSet keys = (keysAreOurs ? unasked() : ran).getGeneratedKeys();
        leftKeys = executed ? keys : null;
        if (keys != null && statement.guard().driver().keysReplaceCount()) {
            count = -1; // the driver says what it has instead
        }
        GuardedResultSet shown = shownKeys;
        if (keys == null || shown == null || shown.delegate != keys) {
            shown = keys == null ? null : statement.wrap(keys);
            shownKeys = shown;
        }
        return shown;
    }

    /**
     * A statement for which nobody asked for keys. The application's own is none: it has not run, so it may still
     * have keys of an earlier INSERT, or have given what it gives already. What the driver makes of the
     * question is its own, as ever: H2 and PostgreSQL give no rows. Made only when the application asks.
     */
    private Statement unasked() throws SQLException {
        if (unasked == null) {
            unasked = statement.connection().delegate.createStatement();
            statement.internals().liken(unasked);
        }
        return unasked;
    }
}
