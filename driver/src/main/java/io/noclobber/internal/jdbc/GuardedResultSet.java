package io.noclobber.internal.jdbc;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.internal.guard.Parameters;
import io.noclobber.internal.guard.RowTracker;
import io.noclobber.internal.proxy.ProxyKind;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A result set whose rows are captured when the cursor leaves them. Confined to the threads that use
 * the driver's own.
 */
public abstract class GuardedResultSet extends CursorResultSet {
    static final ProxyKind<ResultSet, ResultOwner, GuardedResultSet> KIND = new ProxyKind<>(
            GuardedResultSet.class,
            ResultSet.class,
            ResultOwner.class,
            ColumnMethods::giveLargeObject,
            ColumnMethods::takeColumn,
            ColumnMethods::setColumn);

    /** That of a result which no statement of the application gave, once it was asked for: one object as often as it is. */
    private @Nullable GuardedStatement statement;

    protected GuardedResultSet(ResultSet delegate, ResultOwner owner) {
        super(delegate, owner);
    }

    /** Whether this wraps {@code rows}. */
    final boolean wraps(ResultSet rows) {
        return delegate == rows;
    }

    /** Called before a forwarded method that {@link ColumnMethods#setColumn sets a column}. */
    protected final void changing(int column, @Nullable Object value) {
        RowTracker rows = tracker();
        if (rows != null && !isInserting()) {
            rows.changing();
            changes.put(column, readable(value) ? value : Parameters.UNKNOWN);
        }
    }

    /** Called before a forwarded method that {@link ColumnMethods#setColumn sets a column}. The driver will say that there is no such column. */
    protected final void changing(String label, @Nullable Object value) {
        if (tracker() != null && !isInserting()) {
            changing(Labels.column(delegate, label), value);
        }
    }

    private static boolean readable(@Nullable Object value) {
        return !(value instanceof InputStream
                || value instanceof Reader
                || value instanceof Blob
                || value instanceof Clob
                || value instanceof SQLXML);
    }

    /** Called before a forwarded method that {@link ColumnMethods#giveLargeObject gives a large object}. */
    protected final void announce() {
        RowTracker rows = tracker();
        beforeStream();
        if (rows != null && isOnTrackedRow()) {
            rows.streams();
        }
    }

    /** What comes out as an object is known only afterwards. No driver gives streams there. */
    @Override
    @SuppressWarnings("unchecked") // a copy is of the type of what is copied
    final <T extends @Nullable Object> T lend(T value) {
        if (value instanceof byte[] bytes) {
            return isOnTrackedRow() ? (T) bytes.clone() : value;
        }
        RowTracker rows = tracker();
        if (rows != null
                && isOnTrackedRow()
                && (value instanceof Blob || value instanceof Clob || value instanceof SQLXML)) {
            rows.lends();
        }
        return value;
    }

    /** Some drivers give the very bytes of the row: what the application does to them must not become what it read. */
    private byte @Nullable [] own(byte @Nullable [] bytes) {
        return bytes != null && isOnTrackedRow() ? bytes.clone() : bytes;
    }

    @Override
    public final void refreshRow() throws SQLException {
        dropRefused();
        RowTracker rows = isOnTrackedRow() ? tracker() : null;
        if (rows != null) {
            rows.leaving();
        }
        change(ResultSet::refreshRow);
        forgetValues();
        if (rows != null) {
            rows.refreshed();
        }
    }

    @Override
    public final void cancelRowUpdates() throws SQLException {
        change(ResultSet::cancelRowUpdates);
        changes.clear();
        refused = false;
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
        RowTracker rows = tracker();
        if (rows == null || isReadOnly()) {
            change(change);
            owner.connection().guard.wroteUntracked(name);
        } else {
            try {
                rows.write(new CursorChange(delegate, deletes, changes, change));
            } catch (SQLException failure) {
                refused = !deletes && failure instanceof ConcurrencyConflictException;
                failed(failure);
                throw failure;
            }
            if (deletes) {
                forgetValues(); // which some drivers write with the next row
            } else {
                changes.clear();
            }
            refused = false;
        }
    }

    @Override
    public final void insertRow() throws SQLException {
        change(ResultSet::insertRow);
        RowTracker rows = tracker();
        if (rows != null) {
            rows.inserted();
        }
    }

    /** The warnings of ours stand behind the driver's. */
    @Override
    public final @Nullable SQLWarning getWarnings() throws SQLException {
        RowTracker rows = tracker();
        SQLWarning ours = rows == null ? null : rows.warnings();
        SQLWarning drivers = null;
        try {
            drivers = delegate.getWarnings();
        } catch (SQLException failure) {
            if (!hasOnlyOurs(rows, failure)) {
                failed(failure);
                throw failure;
            }
        }
        if (ours == null || drivers == null) {
            return drivers == null ? ours : drivers;
        }
        for (SQLWarning warning = drivers; warning != null; warning = warning.getNextWarning()) {
            if (warning == ours) {
                return drivers;
            }
        }
        drivers.setNextWarning(ours);
        return drivers;
    }

    @Override
    public final void clearWarnings() throws SQLException {
        RowTracker rows = tracker();
        if (rows != null) {
            rows.clearWarnings();
        }
        try {
            delegate.clearWarnings();
        } catch (SQLException failure) {
            if (!hasOnlyOurs(rows, failure)) {
                failed(failure);
                throw failure;
            }
        }
    }

    /** Whether the driver knows no warnings, and ours are there all the same. */
    private static boolean hasOnlyOurs(@Nullable RowTracker rows, SQLException failure) {
        return failure instanceof SQLFeatureNotSupportedException && rows != null && rows.warns();
    }

    @Override
    public final @Nullable Statement getStatement() throws SQLException {
        Statement found = owner.statementOf(delegate);
        if (found instanceof GuardedStatement made && statement != null && statement.delegate == made.delegate) {
            return statement;
        }
        statement = found instanceof GuardedStatement made ? made : null;
        return found;
    }

    @Override
    public final void close() throws SQLException {
        end();
        mayEnd();
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
        return owner.connection().unwrap(this, delegate, type);
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
