package io.noclobber.agent.watch;

import io.noclobber.OpenedConnections;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** What a data source has lent that is no driver's. */
final class LentConnections {
    private LentConnections() {}

    /**
     * Whether a data source only passes on what another one gives, now or later: to ask such a connection anything would fetch one, or
     * begin a lease in the middle of another.
     */
    static boolean passesOn(Class<?> source) {
        return source.getName().startsWith("org.springframework.");
    }

    /** Whether there is a guard below; older pools tell it only by the metadata that they pass on. */
    static boolean reachGuard(Connection connection) {
        try {
            return OpenedConnections.reachesGuard(connection) || hasGuardedMetaData(connection);
        } catch (RuntimeException | Error doesNotTell) {
            Faults.rethrowOfTheJvm(doesNotTell);
            // a connection that cannot be asked is one of which nobody knows that it is guarded
            return false;
        }
    }

    private static boolean hasGuardedMetaData(Connection connection) {
        try {
            DatabaseMetaData metaData = connection.getMetaData();
            return metaData != null && OpenedConnections.isGuarded(metaData);
        } catch (SQLException | AbstractMethodError doesNotTell) {
            return false;
        }
    }
}
