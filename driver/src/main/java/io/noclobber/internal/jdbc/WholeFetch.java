package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.Restoring;
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
        this.size = needed ? lessThanAll(statement) : 0;
        if (size > 0) {
            statement.setFetchSize(0);
        }
    }

    /**
     * The fetch size, 0 where it takes in whatever the statement may give: H2 has one that is above the most rows then, and
     * refuses it as soon as it is set again.
     */
    private static int lessThanAll(Statement statement) throws SQLException {
        int size = statement.getFetchSize();
        int most = size > 0 ? statement.getMaxRows() : 0;
        return most > 0 && most <= size ? 0 : size;
    }

    void end() throws SQLException {
        if (size > 0) {
            Restoring.by(() -> statement.setFetchSize(size));
        }
    }
}
