package io.noclobber.conformance.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * What Derby leaves behind: the log file that it writes where the program was started, unless it is told another place before it begins,
 * and the lock files of databases that nobody has shut down. Thread-safe.
 */
final class DerbyLog {
    private static final long SHUTDOWN_MILLIS = 10_000;
    private static final String PROPERTY = "derby.stream.error.file";

    private DerbyLog() {}

    /** Sends it where temporary files are, for as long as this program runs, unless somebody has chosen a place. */
    static void sendAway() throws CannotRunException {
        if (System.getProperty(PROPERTY) == null) {
            try {
                Path log = Files.createTempFile("derby", ".log");
                log.toFile().deleteOnExit();
                System.setProperty(PROPERTY, log.toString());
            } catch (IOException failed) {
                throw new CannotRunException("There is no room for temporary files: " + failed, failed);
            }
        }
    }

    /** Closes what this program has opened by Derby, if anything, as each program must: else the next one has to recover it. */
    static void shutDown() {
        if (System.getProperty(PROPERTY) == null) {
            return;
        }
        try {
            Limited.within(
                    SHUTDOWN_MILLIS, "end of Derby", () -> DriverManager.getConnection("jdbc:derby:;shutdown=true"));
        } catch (TimeoutException | ExecutionException ended) {
            // Derby says by an exception that it has ended
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
