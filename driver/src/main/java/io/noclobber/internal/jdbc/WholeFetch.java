package io.noclobber.internal.jdbc;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * The time in which one statement fetches all its rows at once: the transaction that it runs in ends before the
 * application sees them, and a cursor that fetches by and by would lose them. Confined to the call.
 */
final class WholeFetch {
    private final Statement statement;
    private final int size;

    /**
     * Begins.
     *
     * @param needed whether there may be such rows
     */
    WholeFetch(Statement statement, boolean needed) throws SQLException {
        this.statement = statement;
        this.size = needed ? statement.getFetchSize() : 0;
        set(0);
    }

    private void set(int rows) throws SQLException {
        if (size > 0) {
            statement.setFetchSize(rows);
        }
    }

    void end() throws SQLException {
        set(size);
    }
}
