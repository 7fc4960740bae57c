package io.noclobber.conformance.tool;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Work on a database in steps, each of which must come to an end within a limit: a driver may wait for ever for a database that falls
 * silent, or for a lock. Thread-safe.
 */
final class Awaited {
    /** Of --wait. */
    static final String DESCRIPTION = "How long an answer of the database is waited for. Default: ${DEFAULT-VALUE}";

    private static final long LOOK_MILLIS = 50;

    private final int seconds;
    private final String advice;
    private volatile String step = "";
    private volatile long since;

    /**
     * @param seconds the limit of one step
     * @param advice what to do where one does not end
     */
    Awaited(int seconds, String advice) {
        this.seconds = seconds;
        this.advice = advice;
    }

    /** By --wait of a command that writes nothing. */
    static Awaited byOption(int seconds) throws CannotRunException {
        if (seconds < 1) {
            throw new CannotRunException("--wait " + seconds + " is refused: it must be a second or more.");
        }
        return new Awaited(
                seconds,
                "Nothing was written. If it is only slow, or something is locked there, --wait gives it longer.");
    }

    /**
     * The next step begins.
     *
     * @param what is done in it, such as {@code the tables were listed}
     */
    void step(String what) {
        since = System.nanoTime();
        step = what;
    }

    /**
     * Does {@code work} in a thread of its own.
     *
     * @throws CannotRunException when a step does not end; that thread is left alone then, with its connection
     */
    <T> T during(Callable<T> work) throws CannotRunException, SQLException {
        step("it was connected to");
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = new Thread(task, "work");
        worker.setDaemon(true);
        worker.start();
        while (true) {
            try {
                return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException goesOn) {
                if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(seconds)) {
                    throw new CannotRunException(
                            "The database has not answered for " + seconds + " seconds while " + step + ". " + advice,
                            goesOn);
                }
            } catch (ExecutionException failed) {
                throw failure(failed.getCause());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                throw new CannotRunException("It was ended before the database answered.", ended);
            }
        }
    }

    private static SQLException failure(@Nullable Throwable cause) throws CannotRunException {
        if (cause instanceof CannotRunException told) {
            throw told;
        }
        if (cause instanceof SQLException refused) {
            return refused;
        }
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        if (cause instanceof Error defect) {
            throw defect;
        }
        throw new IllegalStateException(cause);
    }
}
