package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.FetchedRow;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The getters whose value may serve as the captured one, so that it is fetched from the driver once.
 * Confined to the threads that use the driver's result set.
 */
public abstract class FetchingResultSet extends PlacedResultSet {
    private @Nullable FetchedRow fetched;

    FetchingResultSet(ResultSet delegate, ResultOwner owner) {
        super(delegate, owner);
    }

    /** From here on {@code row}, or nobody, is told what is fetched. */
    final void tell(@Nullable FetchedRow row) {
        this.fetched = row;
    }

    /** The application is about to be given a stream, or an object to be read later, of some column. */
    final void beforeStream() {
        if (fetched != null) {
            fetched.beforeText(delegate);
        }
    }

    /** Notes that the application is given {@code value}, where it is a large object. */
    abstract <T extends @Nullable Object> T lend(T value);

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
            if (fetched != null) {
                fetched.beforeMade(delegate, column);
            }
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
            if (fetched != null) {
                fetched.beforeMade(delegate, label);
            }
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
            return given(value);
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
            return given(value);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
        try {
            if (fetched != null) {
                fetched.beforeMade(delegate, column);
            }
            T value = delegate.getObject(place(column), type);
            if (fetched != null) {
                fetched.object(column, type, value);
            }
            return given(type, value);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final <T> @Nullable T getObject(String label, Class<T> type) throws SQLException {
        try {
            if (fetched != null) {
                fetched.beforeMade(delegate, label);
            }
            T value = delegate.getObject(place(label), type);
            if (fetched != null) {
                fetched.object(fetched.column(delegate, label), type, value);
            }
            return given(type, value);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable Object getObject(int column, Map<String, Class<?>> types) throws SQLException {
        try {
            return given(delegate.getObject(place(column), types));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable Object getObject(String label, Map<String, Class<?>> types) throws SQLException {
        try {
            return given(delegate.getObject(place(label), types));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    /** A cursor in a column is ours as well. */
    private @Nullable Object given(@Nullable Object value) {
        return value instanceof ResultSet rows ? adopt(rows) : lend(value);
    }

    /** A cursor asked for as a class of the driver stays what was asked for. */
    private <T> @Nullable T given(Class<T> type, @Nullable T value) {
        return value instanceof ResultSet rows && type.isInterface() ? type.cast(adopt(rows)) : lend(value);
    }
}
