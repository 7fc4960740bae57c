package io.noclobber.internal.jdbc;

import io.noclobber.internal.proxy.ProxyKind;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call whose text passes the guard, and whose cursors are ours. */
public abstract class GuardedCallableStatement extends GuardedPreparedStatement implements CallableStatement {
    static final ProxyKind<CallableStatement, Origin, GuardedCallableStatement> KIND = new ProxyKind<>(
            GuardedCallableStatement.class,
            CallableStatement.class,
            Origin.class,
            GuardedPreparedStatement::setsParameter);

    private final CallableStatement call;

    protected GuardedCallableStatement(CallableStatement delegate, Origin origin) {
        super(delegate, origin);
        this.call = delegate;
    }

    @Override
    public final @Nullable Object getObject(int index) throws SQLException {
        try {
            return cursor(call.getObject(index));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable Object getObject(String name) throws SQLException {
        try {
            return cursor(call.getObject(name));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final <T> @Nullable T getObject(int index, Class<T> type) throws SQLException {
        try {
            return cast(type, call.getObject(index, type));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final <T> @Nullable T getObject(String name, Class<T> type) throws SQLException {
        try {
            return cast(type, call.getObject(name, type));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable Object getObject(int index, Map<String, Class<?>> types) throws SQLException {
        try {
            return cursor(call.getObject(index, types));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable Object getObject(String name, Map<String, Class<?>> types) throws SQLException {
        try {
            return cursor(call.getObject(name, types));
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    private @Nullable Object cursor(@Nullable Object value) {
        return value instanceof ResultSet rows ? wrap(rows) : value;
    }

    /** A cursor asked for as a class of the driver stays what was asked for. */
    private <T> @Nullable T cast(Class<T> type, @Nullable T value) {
        return value instanceof ResultSet && type.isInterface() ? type.cast(cursor(value)) : value;
    }
}
