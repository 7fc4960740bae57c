package io.noclobber.conformance.tool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Looks whether a run is at work: it makes new tables all the time, and one that was killed does not. That is seen on every database, and
 * needs no right; but a test that waits for a lock, or the storm, may make none for longer than this looks. Stateless.
 */
final class LivingRun {
    private static final long WATCH_NANOS = TimeUnit.SECONDS.toNanos(6);
    private static final long PAUSE_MILLIS = 100;

    private LivingRun() {}

    /**
     * Something that was made while it looked.
     *
     * @param own what runs make
     */
    static Optional<OwnObjects.Found> trace(OwnObjects own, Connection connection)
            throws SQLException, InterruptedException {
        Set<OwnObjects.Found> before = new HashSet<>(own.find(connection));
        long limit = System.nanoTime() + WATCH_NANOS;
        while (!before.isEmpty() && System.nanoTime() - limit < 0) {
            Thread.sleep(PAUSE_MILLIS);
            List<OwnObjects.Found> now = own.find(connection);
            Optional<OwnObjects.Found> made =
                    now.stream().filter(each -> !before.contains(each)).findFirst();
            if (made.isPresent()) {
                return made;
            }
            before.retainAll(now);
        }
        return Optional.empty();
    }
}
