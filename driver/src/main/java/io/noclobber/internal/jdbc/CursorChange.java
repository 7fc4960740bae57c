package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.CursorWrite;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code updateRow} or {@code deleteRow} of the driver's own result set. Confined to the call. */
record CursorChange(
        ResultSet rows, boolean deletes, Map<Integer, @Nullable Object> changes, CursorResultSet.Change change)
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
