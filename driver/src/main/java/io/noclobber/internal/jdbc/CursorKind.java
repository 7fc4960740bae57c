package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.RowUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The result set type, concurrency and holdability the application asked for. Immutable.
 *
 * @param holdability 0 where it was not asked for
 * @param checked whether the {@link RowSetWriter} asked, and not the application
 */
record CursorKind(int type, int concurrency, int holdability, boolean checked) {
    CursorKind(int type, int concurrency, int holdability) {
        this(type, concurrency, holdability, false);
    }

    RowUse use() {
        if (checked) {
            return RowUse.CHECKED;
        }
        return updatable() ? RowUse.UPDATED : RowUse.SHOWN;
    }

    /** Whether the application may write through the result: then it is left alone, because some drivers insert all its columns. */
    boolean updatable() {
        return concurrency != ResultSet.CONCUR_READ_ONLY;
    }

    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return holdability == 0
                ? connection.prepareStatement(sql, type, concurrency)
                : connection.prepareStatement(sql, type, concurrency, holdability);
    }
}
