package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.FetchedRow;
import io.noclobber.internal.guard.RowTracker;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The getters whose value may serve as the captured one, so that it is fetched from the driver once.
 * Confined to the threads that use the driver's result set.
 */
public abstract class FetchingResultSet implements ResultSet, Guarded {
    protected final ResultSet delegate;
    final ResultOwner owner;
    private @Nullable FetchedRow fetched;
    private boolean @Nullable [] large;
    private @Nullable RowTracker reader;
    private int hidden;
    private int visible = Integer.MAX_VALUE;

    FetchingResultSet(ResultSet delegate, ResultOwner owner) {
        this.delegate = delegate;
        this.owner = owner;
    }

    /** From here on {@code row}, or nobody, is told what is fetched. */
    final void tell(@Nullable FetchedRow row) {
        this.fetched = row;
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
            try {
                reads(delegate.findColumn(label));
            } catch (SQLException unknown) {
                reads(0); // the driver is about to say so
            }
        }
    }

    /** From here on the last {@code columns} of the result are not seen. */
    final void hide(int columns) throws SQLException {
        int all = columns == 0 ? 0 : delegate.getMetaData().getColumnCount();
        if (all > columns) {
            hidden = columns;
            visible = all - columns;
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

    private String visibleLabel(String label) {
        return visible == Integer.MAX_VALUE ? label : visible(label);
    }

    private String visible(String label) {
        try {
            return delegate.findColumn(label) > visible ? label + ' ' : label;
        } catch (SQLException unknown) {
            return label; // the driver will say so once more
        }
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

    /** Notes that the application is given {@code value}, where it is a large object. */
    abstract <T extends @Nullable Object> T lend(T value);

    /** Whatever result set a forwarded method gives back is ours too. */
    protected final @Nullable ResultSet adopt(@Nullable ResultSet rows) {
        return rows == null ? null : owner.connection().wrap(rows, owner);
    }

    /** A cursor that fetches, locks or writes may find that the transaction is no more. */
    protected final void failed(SQLException failure) {
        owner.connection().failed(failure);
    }

    @Override
    public final @Nullable String getString(int column) throws SQLException {
        try {
            if (fetched != null) {
                fetched.beforeText(delegate, column);
            }
            String value = delegate.getString(place(column));
            if (fetched != null) {
                fetched.text(column, value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable String getString(String label) throws SQLException {
        try {
            if (fetched != null) {
                fetched.beforeText(delegate, label);
            }
            String value = delegate.getString(place(label));
            if (fetched != null) {
                fetched.text(fetched.column(delegate, label), value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final boolean getBoolean(int column) throws SQLException {
        try {
            boolean value = delegate.getBoolean(place(column));
            if (fetched != null) {
                fetched.bool(delegate, column, value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final boolean getBoolean(String label) throws SQLException {
        try {
            boolean value = delegate.getBoolean(place(label));
            if (fetched != null) {
                fetched.bool(delegate, fetched.column(delegate, label), value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final int getInt(int column) throws SQLException {
        try {
            int value = delegate.getInt(place(column));
            if (fetched != null) {
                fetched.whole(delegate, column, value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final int getInt(String label) throws SQLException {
        try {
            int value = delegate.getInt(place(label));
            if (fetched != null) {
                fetched.whole(delegate, fetched.column(delegate, label), value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final long getLong(int column) throws SQLException {
        try {
            long value = delegate.getLong(place(column));
            if (fetched != null) {
                fetched.whole(delegate, column, value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final long getLong(String label) throws SQLException {
        try {
            long value = delegate.getLong(place(label));
            if (fetched != null) {
                fetched.whole(delegate, fetched.column(delegate, label), value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final float getFloat(int column) throws SQLException {
        try {
            float value = delegate.getFloat(place(column));
            if (fetched != null) {
                fetched.single(delegate, column, value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final float getFloat(String label) throws SQLException {
        try {
            float value = delegate.getFloat(place(label));
            if (fetched != null) {
                fetched.single(delegate, fetched.column(delegate, label), value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final double getDouble(int column) throws SQLException {
        try {
            double value = delegate.getDouble(place(column));
            if (fetched != null) {
                fetched.real(delegate, column, value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final double getDouble(String label) throws SQLException {
        try {
            double value = delegate.getDouble(place(label));
            if (fetched != null) {
                fetched.real(delegate, fetched.column(delegate, label), value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
        try {
            BigDecimal value = delegate.getBigDecimal(place(column));
            if (fetched != null) {
                fetched.decimal(column, value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable BigDecimal getBigDecimal(String label) throws SQLException {
        try {
            BigDecimal value = delegate.getBigDecimal(place(label));
            if (fetched != null) {
                fetched.decimal(fetched.column(delegate, label), value);
            }
            return value;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable Object getObject(int column) throws SQLException {
        try {
            Object value = delegate.getObject(place(column));
            if (fetched != null) {
                fetched.object(column, value);
            }
            return value instanceof ResultSet rows ? adopt(rows) : lend(value);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable Object getObject(String label) throws SQLException {
        try {
            Object value = delegate.getObject(place(label));
            if (fetched != null) {
                fetched.object(fetched.column(delegate, label), value);
            }
            return value instanceof ResultSet rows ? adopt(rows) : lend(value);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
        try {
            T value = delegate.getObject(place(column), type);
            if (fetched != null) {
                fetched.object(column, type, value);
            }
            return lend(value);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final <T> @Nullable T getObject(String label, Class<T> type) throws SQLException {
        try {
            T value = delegate.getObject(place(label), type);
            if (fetched != null) {
                fetched.object(fetched.column(delegate, label), type, value);
            }
            return lend(value);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }
}
