package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks a database on a connection of its own again and again whether it answers, so that a run ends when it does not: its tests wait for
 * an answer as long as their driver does, which may be for ever. That connection also keeps a database in memory. Thread-safe.
 */
final class Heartbeat implements TestRun.Pulse, AutoCloseable {
    private static final int LIMIT_SECONDS = 25;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 5_000;

    private final Database database;
    private final Thread thread = new Thread(this::beat, "heartbeat");
    private volatile Connection connection;
    private volatile long answered = System.nanoTime();
    private volatile Optional<String> refusal = Optional.empty();
    private volatile boolean closed;

    /** Whether its driver is known to be able to ask, so that no answer is one. */
    private volatile boolean asks;

    /** Between two answers, when the connection was lost, or none was to be had. */
    private final List<Gap> gaps = new CopyOnWriteArrayList<>();

    private record Gap(long since, long until) {}

    /** Opens the connection. */
    Heartbeat(Database database) throws SQLException, CannotRunException, InterruptedException {
        this.database = database;
        try {
            this.connection =
                    Limited.within(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS), "second connection", database::connect);
        } catch (TimeoutException silent) {
            throw new CannotRunException(
                    "The database has not answered for " + LIMIT_SECONDS
                            + " seconds when a second connection was opened.",
                    silent);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new SQLException("the driver fails with " + failed.getCause(), failed);
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void beat() {
        try {
            while (!closed) {
                answer();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** A connection may be lost, or its driver not know how to ask: then a new one is an answer as well. */
    private void answer() {
        long before = answered;
        try {
            boolean valid = isValid();
            boolean lost = refusal.isPresent() || asks && !valid;
            if (!valid) {
                Connection useless = connection;
                connection = database.connect();
                useless.close();
            }
            asks |= valid;
            answered = System.nanoTime();
            if (lost) {
                gaps.add(new Gap(before, answered));
            }
            refusal = Optional.empty();
        } catch (SQLException | RuntimeException refused) {
            // drivers break down as well where a connection is lost, which must not end the asking
            refusal = Optional.of(String.valueOf(refused.getMessage()).strip());
        }
    }

    private boolean isValid() {
        try {
            return connection.isValid(LIMIT_SECONDS);
        } catch (SQLException | RuntimeException unknown) {
            return false;
        }
    }

    /**
     * Does {@code work} in a thread of its own as long as the database answers.
     *
     * @param stuck what has not ended though it should have, and why nobody waits for it any longer
     * @throws CannotRunException when it does not answer any more, or something is stuck; that thread is left alone then
     */
    <T> T during(Callable<T> work, Supplier<Optional<String>> stuck)
            throws CannotRunException, ExecutionException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = new Thread(task, "tests");
        worker.setDaemon(true);
        worker.start();
        while (true) {
            try {
                return task.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException goesOn) {
                if (isSilent()) {
                    throw silence();
                }
                Optional<String> reason = stuck.get();
                if (reason.isPresent()) {
                    throw new CannotRunException(reason.get(), goesOn);
                }
            }
        }
    }

    /** So that what was tried until now was tried on a database. */
    @Override
    public void check() throws CannotRunException, InterruptedException {
        long since = System.nanoTime();
        while (answered - since < 0) {
            if (isSilent()) {
                throw silence();
            }
            Thread.sleep(PAUSE_MILLIS / 10);
        }
    }

    @Override
    public boolean lost(long since, long until) {
        return gaps.stream().anyMatch(gap -> gap.since() - until < 0 && since - gap.until() < 0);
    }

    @Override
    public boolean connects() throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() - limit < 0) {
            try {
                Limited.within(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS), "new connection", () -> {
                    database.connect().close();
                    return true;
                });
                return true;
            } catch (TimeoutException silent) {
                return false;
            } catch (ExecutionException refused) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        return false;
    }

    private boolean isSilent() {
        return System.nanoTime() - answered > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    }

    private CannotRunException silence() {
        return new CannotRunException("The database has not answered for " + LIMIT_SECONDS
                + " seconds in the middle of the run, which tells nothing of noclobber."
                + refusal.map(said -> " It says: " + said + ".").orElse("")
                + " What the run has made is still there: the command clean drops it when the database answers again.");
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        thread.interrupt();
        try {
            Limited.within(CLOSE_MILLIS, "end of connection", () -> {
                connection.close();
                return connection;
            });
        } catch (TimeoutException silent) {
            // it is left to the end of this program, which says by now that nobody answers
        } catch (ExecutionException failed) {
            throw new SQLException("the connection does not close: " + failed.getCause(), failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
