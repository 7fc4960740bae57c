package io.noclobber.conformance.sequence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Does not wait for ever: MariaDB's driver may lose an answer while the rows of another statement stream, with nobody above it. */
final class Patience {
    /** A script takes a second or two on a busy machine. */
    private static final long LIMIT_SECONDS = 60;

    private Patience() {}

    /**
     * What {@code work} gives, empty where it does not end. Its connection is aborted then.
     *
     * @throws SQLException if the connection cannot be aborted
     */
    static <T> Optional<T> with(Connection connection, Supplier<T> work) throws SQLException {
        ExecutorService thread = Executors.newSingleThreadExecutor(run -> {
            Thread made = new Thread(run, "script");
            made.setDaemon(true);
            return made;
        });
        try {
            Future<T> result = thread.submit(work::get);
            return Optional.of(result.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException hangs) {
            connection.abort(Runnable::run);
            return Optional.empty();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            thread.shutdownNow();
        }
    }
}
