package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.CursorWrite;
import io.noclobber.internal.guard.Parameters;
import io.noclobber.internal.guard.RowTracker;
import io.noclobber.internal.proxy.ProxyKind;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result set whose rows are captured when the cursor leaves them. Confined to the threads that use
 * the driver's own.
 */
public abstract class GuardedResultSet extends FetchingResultSet {
    static final ProxyKind<ResultSet, ResultOwner, GuardedResultSet> KIND = new ProxyKind<>(
            GuardedResultSet.class,
            ResultSet.class,
            ResultOwner.class,
            GuardedResultSet::givesLargeObject,
            GuardedResultSet::takesColumn,
            GuardedResultSet::setsColumn);

    /** What the application has set of the row under the cursor and not yet written. */
    private final Map<Integer, @Nullable Object> changes = new HashMap<>();

    private @Nullable RowTracker tracker;
    private boolean onRow;
    private boolean aside;
    private boolean inserting;

    /** The next one that its statement still follows. */
    @Nullable GuardedResultSet next;

    protected GuardedResultSet(ResultSet delegate, ResultOwner owner) {
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
        tell(updatable ? null : rows.fetched());
        tellLarge(rows);
    }

    /** Whether this wraps {@code rows}. */
    final boolean wraps(ResultSet rows) {
        return delegate == rows;
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

    /** Tells whether a row is left. When the move then fails, the cursor is taken to stand nowhere. */
    private boolean leave() {
        if (!onRow || tracker == null) {
            return false;
        }
        onRow = false;
        changes.clear();
        tracker.leaving();
        return true;
    }

    private boolean arrive(boolean row) {
        if (tracker != null) {
            onRow = row;
            aside = false;
            inserting = false;
            tracker.arrived(row);
        }
        return row;
    }

    /** Whether a method gives a stream or an object to be read later: {@code getBinaryStream}, {@code getClob} … */
    static boolean givesLargeObject(Method method) {
        Class<?> given = method.getReturnType();
        return given == InputStream.class
                || given == Reader.class
                || Blob.class.isAssignableFrom(given)
                || Clob.class.isAssignableFrom(given)
                || SQLXML.class.isAssignableFrom(given);
    }

    /** Whether the first argument of a method is the number or the label of a column. */
    static boolean takesColumn(Method method) {
        return method.getParameterCount() > 0
                && (method.getParameterTypes()[0] == int.class || method.getParameterTypes()[0] == String.class)
                && (method.getName().startsWith("get") || method.getName().startsWith("update"));
    }

    /** Whether a method sets a column of the row: {@code updateInt}, {@code updateNull} … */
    static boolean setsColumn(Method method) {
        return takesColumn(method) && method.getName().startsWith("update");
    }

    /** Called before a forwarded method that {@link #setsColumn}. */
    protected final void changing(int column, @Nullable Object value) {
        if (tracker != null && !inserting) {
            tracker.changing();
            changes.put(column, readable(value) ? value : Parameters.UNKNOWN);
        }
    }

    /** Called before a forwarded method that {@link #setsColumn}. The driver will say that there is no such column. */
    protected final void changing(String label, @Nullable Object value) {
        if (tracker != null && !inserting) {
            changing(column(label), value);
        }
    }

    private int column(String label) {
        try {
            return delegate.findColumn(label);
        } catch (SQLException unknown) {
            return 0; // the driver is about to say so
        }
    }

    private static boolean readable(@Nullable Object value) {
        return !(value instanceof InputStream
                || value instanceof Reader
                || value instanceof Blob
                || value instanceof Clob
                || value instanceof SQLXML);
    }

    /** Called before a forwarded method that {@link #givesLargeObject}. */
    protected final void announce() {
        if (tracker != null && onRow) {
            tracker.streams();
        }
    }

    /** What comes out as an object is known only afterwards. No driver gives streams there. */
    @Override
    @SuppressWarnings("unchecked") // a copy is of the type of what is copied
    final <T extends @Nullable Object> T lend(T value) {
        if (value instanceof byte[] bytes) {
            return tracker != null && onRow ? (T) bytes.clone() : value;
        }
        if (tracker != null && onRow && (value instanceof Blob || value instanceof Clob || value instanceof SQLXML)) {
            tracker.lends();
        }
        return value;
    }

    /** Some drivers give the very bytes of the row: what the application does to them must not become what it read. */
    private byte @Nullable [] own(byte @Nullable [] bytes) {
        return bytes != null && tracker != null && onRow ? bytes.clone() : bytes;
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
    private interface Change {
        void in(ResultSet rows) throws SQLException;
    }

    private void change(Change change) throws SQLException {
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
            leave();
        }
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
        leave();
        return arrive(move((rows, none) -> rows.previous(), 0));
    }

    @Override
    public final boolean first() throws SQLException {
        leave();
        return arrive(move((rows, none) -> rows.first(), 0));
    }

    @Override
    public final boolean last() throws SQLException {
        leave();
        return arrive(move((rows, none) -> rows.last(), 0));
    }

    @Override
    public final boolean absolute(int row) throws SQLException {
        leave();
        return arrive(move(ResultSet::absolute, row));
    }

    @Override
    public final boolean relative(int rows) throws SQLException {
        leave();
        return arrive(move(ResultSet::relative, rows));
    }

    @Override
    public final void beforeFirst() throws SQLException {
        leave();
        change(ResultSet::beforeFirst);
        arrive(false);
    }

    @Override
    public final void afterLast() throws SQLException {
        leave();
        change(ResultSet::afterLast);
        arrive(false);
    }

    @Override
    public final void moveToInsertRow() throws SQLException {
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

    @Override
    public final void refreshRow() throws SQLException {
        if (tracker != null && onRow) {
            tracker.leaving();
        }
        change(ResultSet::refreshRow);
        changes.clear();
        if (tracker != null && onRow) {
            tracker.refreshed();
        }
    }

    @Override
    public final void cancelRowUpdates() throws SQLException {
        change(ResultSet::cancelRowUpdates);
        changes.clear();
    }

    @Override
    public final void updateRow() throws SQLException {
        write(false, ResultSet::updateRow, "updateRow");
    }

    @Override
    public final void deleteRow() throws SQLException {
        write(true, ResultSet::deleteRow, "deleteRow");
    }

    private void write(boolean deletes, Change change, String name) throws SQLException {
        if (tracker == null) {
            change(change);
            owner.connection().guard.wroteUntracked(name);
        } else {
            try {
                tracker.write(new CursorChange(delegate, deletes, changes, change));
            } catch (SQLException failure) {
                failed(failure);
                throw failure;
            }
            changes.clear();
        }
    }

    @Override
    public final void insertRow() throws SQLException {
        change(ResultSet::insertRow);
        if (tracker != null) {
            tracker.inserted();
        }
    }

    /** {@code updateRow} or {@code deleteRow} of the driver's own result set. */
    private record CursorChange(ResultSet rows, boolean deletes, Map<Integer, @Nullable Object> changes, Change change)
            implements CursorWrite {
        @Override
        public int holdability() throws SQLException {
            try {
                return rows.getHoldability();
            } catch (SQLException unknown) {
                // some drivers do not say it of a result, only of the statement
                return rows.getStatement().getResultSetHoldability();
            }
        }

        @Override
        public void run() throws SQLException {
            change.in(rows);
        }
    }

    @Override
    public final @Nullable Statement getStatement() throws SQLException {
        return owner.statementOf(delegate);
    }

    @Override
    public final void close() throws SQLException {
        end();
        delegate.close();
        owner.released(this);
    }

    @Override
    public final byte @Nullable [] getBytes(int column) throws SQLException {
        try {
            return own(delegate.getBytes(place(column)));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final byte @Nullable [] getBytes(String column) throws SQLException {
        try {
            return own(delegate.getBytes(place(column)));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        return Delegates.unwrap(this, delegate, type);
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
