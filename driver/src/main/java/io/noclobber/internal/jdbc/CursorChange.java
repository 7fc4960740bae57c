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
            return ofStatement();
        }
    }

    /** Some drivers do not say it of a result, only of the statement. */
    private int ofStatement() {
        try {
            return rows.getStatement().getResultSetHoldability();
        } catch (SQLException gone) {
            // a cursor that is closed outlives nothing, and the driver is about to say so when it is to write
            return ResultSet.CLOSE_CURSORS_AT_COMMIT;
        }
    }

    @Override
    public void run() throws SQLException {
        change.in(rows);
    }
}
