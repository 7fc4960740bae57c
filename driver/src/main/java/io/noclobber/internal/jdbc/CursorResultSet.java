package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.guard.Parameters;
import io.noclobber.internal.guard.RowTracker;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The moves of a cursor, of which a tracker is told: each row is captured when the cursor leaves it. Confined to the threads
 * that use the driver's result set.
 */
public abstract class CursorResultSet extends FetchingResultSet {
    /**
     * What the application has set and not yet written: by {@link Parameters#UNKNOWN} what it has set of a row that the
     * cursor has left, which some drivers write with the next.
     */
    final Map<Integer, @Nullable Object> changes = new HashMap<>();

    /** What is set was refused: the driver has not heard of it and must not write it with another row. */
    boolean refused;

    private @Nullable RowTracker tracker;
    private boolean onRow;
    private boolean aside;
    private boolean inserting;
    private boolean updatable;

    /** The next one that its statement still follows. */
    @Nullable GuardedResultSet next;

    CursorResultSet(ResultSet delegate, ResultOwner owner) {
        super(delegate, owner);
    }

    /**
     * Begins to tell {@code rows} what the cursor does.
     *
     * @param updatable whether the application may change the row under the cursor, so that what it then fetches
     *     is not what is stored
     */
    final void follow(RowTracker rows, boolean updatable) {
        this.tracker = rows;
        this.updatable = updatable;
        tell(updatable ? null : rows.fetched());
        tellLarge(rows);
    }

    /** Who is told of the rows, {@code null} where nobody is. */
    final @Nullable RowTracker tracker() {
        return tracker;
    }

    /** Whether the driver refuses to write through it, so that nothing is asked of the database before. */
    final boolean isReadOnly() {
        try {
            return !updatable && delegate.getConcurrency() == CONCUR_READ_ONLY;
        } catch (SQLException unknown) {
            return false;
        }
    }

    /** Whether the cursor stands on a row of which a tracker is told. */
    final boolean isOnTrackedRow() {
        return tracker != null && onRow;
    }

    /** Whether what is set now is set of a row to be inserted. */
    final boolean isInserting() {
        return inserting;
    }

    /** The statement is about to close it, or to run again. */
    final void end() {
        RowTracker rows = tracker;
        if (rows != null) {
            leave();
            tracker = null;
            tell(null);
            rows.closed();
        }
    }

    /** Before what may end the result, whose own row is captured: some drivers end others with it. */
    final void mayEnd() {
        ConnectionGuard guard = owner.connection().guard;
        if (guard.driver().endOfRowsCommits()) {
            guard.rowsMayEnd(tracker);
        }
    }

    /** The statement is about to go on to its next result, and leaves this one open. */
    final void stay() {
        if (tracker != null && onRow) {
            tracker.staying();
        }
    }

    /** Tells whether a row is left. When the move then fails, the cursor is taken to stand nowhere. */
    private boolean leave() {
        if (!onRow || tracker == null) {
            return false;
        }
        onRow = false;
        forgetValues();
        tracker.leaving();
        return true;
    }

    /** The driver may have dropped what was set, or not. */
    final void forgetValues() {
        if (!changes.isEmpty()) {
            changes.replaceAll((column, value) -> Parameters.UNKNOWN);
        }
    }

    /** Before the cursor goes elsewhere. */
    final void dropRefused() throws SQLException {
        if (refused) {
            refused = false;
            change(ResultSet::cancelRowUpdates);
            changes.clear();
        }
    }

    private boolean arrive(boolean row) throws SQLException {
        if (tracker != null) {
            onRow = row;
            aside = false;
            inserting = false;
            tracker.arrived(row);
            if (row) {
                tracker.check();
            }
        }
        return row;
    }

    /** A move that is made too rarely for its handler to be written out. */
    private interface Move {
        boolean in(ResultSet rows, int argument) throws SQLException;
    }

    private boolean move(Move move, int argument) throws SQLException {
        try {
            return move.in(delegate, argument);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    /** A move that always succeeds, or a change. */
    interface Change {
        void in(ResultSet rows) throws SQLException;
    }

    final void change(Change change) throws SQLException {
        try {
            change.in(delegate);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final boolean next() throws SQLException {
        if (tracker != null) {
            dropRefused();
            leave();
        }
        mayEnd();
        boolean row;
        try {
            row = delegate.next();
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
        return tracker == null ? row : arrive(row);
    }

    @Override
    public final boolean previous() throws SQLException {
        dropRefused();
        leave();
        return arrive(move((rows, none) -> rows.previous(), 0));
    }

    @Override
    public final boolean first() throws SQLException {
        dropRefused();
        leave();
        return arrive(move((rows, none) -> rows.first(), 0));
    }

    @Override
    public final boolean last() throws SQLException {
        dropRefused();
        leave();
        return arrive(move((rows, none) -> rows.last(), 0));
    }

    @Override
    public final boolean absolute(int row) throws SQLException {
        dropRefused();
        leave();
        boolean moved = move(ResultSet::absolute, row);
        // row 0 is none, but HSQLDB says that the cursor is on one
        arrive(moved && row != 0);
        return moved;
    }

    @Override
    public final boolean relative(int rows) throws SQLException {
        dropRefused();
        leave();
        return arrive(move(ResultSet::relative, rows));
    }

    @Override
    public final void beforeFirst() throws SQLException {
        dropRefused();
        leave();
        change(ResultSet::beforeFirst);
        arrive(false);
    }

    @Override
    public final void afterLast() throws SQLException {
        dropRefused();
        leave();
        change(ResultSet::afterLast);
        arrive(false);
    }

    @Override
    public final void moveToInsertRow() throws SQLException {
        dropRefused();
        boolean left = leave();
        change(ResultSet::moveToInsertRow);
        if (left) {
            arrive(false);
            aside = true;
        }
        inserting = true;
    }

    @Override
    public final void moveToCurrentRow() throws SQLException {
        change(ResultSet::moveToCurrentRow);
        inserting = false;
        if (aside) {
            arrive(true);
        }
    }
}
