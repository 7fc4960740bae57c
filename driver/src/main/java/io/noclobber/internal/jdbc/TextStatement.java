package io.noclobber.internal.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The forms in which a text that is given now is executed. Confined to the threads that use the driver's own. */
public abstract class TextStatement extends ResultStatement {
    TextStatement(Statement delegate, Origin origin) {
        super(delegate, origin);
    }

    /** Runs {@code sql}, and gives what came of it. */
    abstract Execution perform(@Nullable String sql, Form form, KeysRequest keys) throws SQLException;

    @Override
    public final boolean execute(String sql) throws SQLException {
        return perform(sql, Form.EXECUTE, KeysRequest.NONE).hasRows;
    }

    @Override
    public final boolean execute(String sql, int keys) throws SQLException {
        return perform(sql, Form.EXECUTE, new KeysRequest.Flag(keys)).hasRows;
    }

    @Override
    public final boolean execute(String sql, int[] keys) throws SQLException {
        return perform(sql, Form.EXECUTE, new KeysRequest.Indexes(keys)).hasRows;
    }

    @Override
    public final boolean execute(String sql, String[] keys) throws SQLException {
        return perform(sql, Form.EXECUTE, new KeysRequest.Names(keys)).hasRows;
    }

    @Override
    public final @Nullable ResultSet executeQuery(String sql) throws SQLException {
        perform(sql, Form.QUERY, KeysRequest.NONE);
        return results().shown();
    }

    @Override
    public final int executeUpdate(String sql) throws SQLException {
        return (int) perform(sql, Form.UPDATE, KeysRequest.NONE).count;
    }

    @Override
    public final int executeUpdate(String sql, int keys) throws SQLException {
        return (int) perform(sql, Form.UPDATE, new KeysRequest.Flag(keys)).count;
    }

    @Override
    public final int executeUpdate(String sql, int[] keys) throws SQLException {
        return (int) perform(sql, Form.UPDATE, new KeysRequest.Indexes(keys)).count;
    }

    @Override
    public final int executeUpdate(String sql, String[] keys) throws SQLException {
        return (int) perform(sql, Form.UPDATE, new KeysRequest.Names(keys)).count;
    }

    @Override
    public final long executeLargeUpdate(String sql) throws SQLException {
        return perform(sql, Form.LARGE_UPDATE, KeysRequest.NONE).count;
    }

    @Override
    public final long executeLargeUpdate(String sql, int keys) throws SQLException {
        return perform(sql, Form.LARGE_UPDATE, new KeysRequest.Flag(keys)).count;
    }

    @Override
    public final long executeLargeUpdate(String sql, int[] keys) throws SQLException {
        return perform(sql, Form.LARGE_UPDATE, new KeysRequest.Indexes(keys)).count;
    }

    @Override
    public final long executeLargeUpdate(String sql, String[] keys) throws SQLException {
        return perform(sql, Form.LARGE_UPDATE, new KeysRequest.Names(keys)).count;
    }
}
