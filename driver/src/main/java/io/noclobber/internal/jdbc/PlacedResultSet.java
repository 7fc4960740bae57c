package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.RowTracker;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a result set as the application sees them: those that were added for the guard are not there. Confined to
 * the threads that use the driver's result set.
 */
public abstract class PlacedResultSet implements ResultSet, Guarded {
    protected final ResultSet delegate;
    final ResultOwner owner;
    private boolean @Nullable [] large;
    private @Nullable RowTracker reader;
    private int hidden;
    private int visible = Integer.MAX_VALUE;

    PlacedResultSet(ResultSet delegate, ResultOwner owner) {
        this.delegate = delegate;
        this.owner = owner;
    }

    /** From here on {@code rows} is told which of the columns with large objects are read. */
    final void tellLarge(RowTracker rows) {
        this.large = rows.largeObjects();
        this.reader = rows;
    }

    /** The application is about to read {@code column}. */
    final void reads(int column) {
        boolean[] columns = large;
        if (columns != null && reader != null && column > 0 && column < columns.length && columns[column]) {
            reader.readsLarge(column);
        }
    }

    /** The application is about to read the column {@code label}. */
    final void reads(String label) {
        if (large != null) {
            reads(Labels.column(delegate, label));
        }
    }

    /** From here on the last {@code columns} of the result are not seen. */
    final void hide(int columns) throws SQLException {
        int all = columns == 0 || isOver() ? 0 : delegate.getMetaData().getColumnCount();
        if (all > columns) {
            hidden = columns;
            visible = all - columns;
        }
    }

    /** Whether there is nothing to be seen any more, of which some drivers do not even tell the columns. */
    private boolean isOver() {
        try {
            return delegate.isClosed();
        } catch (SQLException unknown) {
            return false;
        }
    }

    /** Beyond the visible columns the driver is asked for one that it does not have either, and says so. */
    protected final int place(int column) {
        reads(column);
        return column > visible ? column + hidden : column;
    }

    /** Some drivers also find a column by a name that is not its label: then by a label that there is not. */
    protected final String place(String label) {
        reads(label);
        return visibleLabel(label);
    }

    /** {@link #place(int)} for a column that is set: that looks at nothing. */
    protected final int target(int column) {
        return column > visible ? column + hidden : column;
    }

    /** {@link #place(String)} for a column that is set. */
    protected final String target(String label) {
        return visibleLabel(label);
    }

    private String visibleLabel(String label) {
        if (visible == Integer.MAX_VALUE) {
            return label;
        }
        return Labels.column(delegate, label) > visible ? label + ' ' : label;
    }

    @Override
    public final int findColumn(String label) throws SQLException {
        try {
            return delegate.findColumn(visibleLabel(label));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable ResultSetMetaData getMetaData() throws SQLException {
        try {
            return VisibleColumns.of(delegate.getMetaData(), hidden);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    /** Whatever result set a forwarded method gives back is ours too. */
    protected final @Nullable ResultSet adopt(@Nullable ResultSet rows) {
        return rows == null ? null : owner.connection().wrap(rows, owner);
    }

    /** A cursor that fetches, locks or writes may find that the transaction is no more. */
    protected final void failed(SQLException failure) {
        owner.connection().failed(failure);
    }
}
