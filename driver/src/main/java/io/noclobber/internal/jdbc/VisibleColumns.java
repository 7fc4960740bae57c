package io.noclobber.internal.jdbc;

import io.noclobber.internal.proxy.ProxyKind;
import java.lang.reflect.Method;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The metadata of a result without its last columns, which the application did not select. */
public abstract class VisibleColumns implements ResultSetMetaData {
    static final ProxyKind<ResultSetMetaData, Integer, VisibleColumns> KIND = new ProxyKind<>(
            VisibleColumns.class, ResultSetMetaData.class, Integer.class, method -> false, VisibleColumns::takesColumn);

    protected final ResultSetMetaData delegate;
    private final int hidden;

    protected VisibleColumns(ResultSetMetaData delegate, Integer hidden) {
        this.delegate = delegate;
        this.hidden = hidden;
    }

    /** {@code columns} without the last {@code hidden} ones. */
    static @Nullable ResultSetMetaData of(@Nullable ResultSetMetaData columns, int hidden) {
        return columns == null || hidden == 0
                ? columns
                : KIND.factory(columns.getClass()).create(columns, hidden);
    }

    private static boolean takesColumn(Method method) {
        return method.getParameterCount() > 0 && method.getParameterTypes()[0] == int.class;
    }

    @Override
    public final int getColumnCount() throws SQLException {
        return delegate.getColumnCount() - hidden;
    }

    /** Beyond the visible columns the driver is asked for one that it does not have either, and says so. */
    protected final int place(int column) throws SQLException {
        return column > getColumnCount() ? column + hidden : column;
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
