package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many connections a run has at a time. A guard that gets none says less of a conflict than it would, and tests that ask for more
 * would fail of it: so it is seen before the first one whether there are enough. Stateless.
 */
final class ConnectionsNeeded {
    /** With the one that asks whether the database answers, and those that the guards of the storm open to look at a row. */
    static final int AT_ONCE = 20;

    /** A database notices a moment later that a connection was closed. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long PAUSE_MILLIS = 100;

    private ConnectionsNeeded() {}

    /**
     * Opens so many and closes them.
     *
     * @param open how many there are already
     * @throws CannotRunException when the database gives fewer
     */
    static void check(Database database, int open) throws SQLException, CannotRunException, InterruptedException {
        List<Connection> opened = new ArrayList<>();
        long limit = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (open + opened.size() < AT_ONCE) {
                try {
                    opened.add(database.connect());
                } catch (SQLException refused) {
                    if (System.nanoTime() - limit > 0) {
                        throw tooFew(open + opened.size(), refused);
                    }
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } finally {
            for (Connection each : opened) {
                each.close();
            }
        }
    }

    private static CannotRunException tooFew(int had, SQLException refused) {
        return new CannotRunException(
                "The database gives this user " + had + (had == 1 ? " connection" : " connections")
                        + " at a time now, and no more; the tests need up to " + AT_ONCE
                        + ". Let it have so many (on PostgreSQL"
                        + " ALTER ROLE … CONNECTION LIMIT and max_connections, on MariaDB and MySQL MAX_USER_CONNECTIONS and"
                        + " max_connections, the size of a pooler), or run when others use fewer. It says: "
                        + String.valueOf(refused.getMessage()).strip(),
                refused);
    }
}
