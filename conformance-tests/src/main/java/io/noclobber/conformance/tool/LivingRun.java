package io.noclobber.conformance.tool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
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
     * What was there all the time that it looked, so that no run which is at work has made it. What comes to be there afterwards is not in
     * it: that may be the first table of a run that has just begun.
     *
     * @param own what runs make
     * @throws CannotRunException when something was made meanwhile
     */
    static Set<OwnObjects.Found> leftBehind(OwnObjects own, Connection connection)
            throws SQLException, CannotRunException, InterruptedException {
        Set<OwnObjects.Found> before = new HashSet<>(own.find(connection));
        long limit = System.nanoTime() + WATCH_NANOS;
        while (!before.isEmpty() && System.nanoTime() - limit < 0) {
            Thread.sleep(PAUSE_MILLIS);
            List<OwnObjects.Found> now = own.find(connection);
            for (OwnObjects.Found each : now) {
                if (!before.contains(each)) {
                    throw atWork(each);
                }
            }
            before.retainAll(now);
        }
        return before;
    }

    private static CannotRunException atWork(OwnObjects.Found made) {
        return new CannotRunException("A run of verify is at work there: " + made
                + " was made while this looked, and nothing was dropped. Wait for its end, or end it by Ctrl-C: it drops its"
                + " tables itself. clean --force drops them under its hands, and that run ends without a verdict.");
    }
}
