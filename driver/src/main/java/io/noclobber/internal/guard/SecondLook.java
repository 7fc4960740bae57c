package io.noclobber.internal.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at the database through a second connection, for a bounded time: what our own transaction can
 * not show, or must not have written. Thread-safe.
 */
final class SecondLook {
    /** What to look at. */
    interface Look<T> {
        T at(Connection connection) throws SQLException;
    }

    private final SecondConnection second;
    private final Duration limit;
    private final Whereabouts place;

    /** @param place where the names that are looked up mean what they mean to the application */
    SecondLook(SecondConnection second, Duration limit, Whereabouts place) {
        this.second = second;
        this.limit = limit;
        this.place = place;
    }

    int timeoutSeconds() {
        return (int) Math.max(1, limit.toSeconds());
    }

    /**
     * Runs {@code look} on a thread of its own, because a pool of one, or a row that we ourselves have
     * locked, would otherwise make the application wait for itself.
     *
     * @throws SQLException when no connection was to be had, the look failed, or the time was up
     */
    <T> T look(Look<T> look) throws SQLException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(look, answer), "noclobber-second-look");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(false);
            throw new SQLTimeoutException(
                    "a second connection gave no answer within " + limit.toMillis() + " ms", late);
        } catch (InterruptedException interrupted) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new SQLTimeoutException("interrupted while waiting for a second connection", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new SQLException("a second connection could not be used", failed.getCause());
        }
    }

    private <T> void run(Look<T> look, CompletableFuture<T> answer) {
        try (SecondConnection.Opened opened = second.open()) {
            Connection connection = opened.connection();
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            answer.complete(place.look(connection, look));
        } catch (SQLException | RuntimeException | Error failure) {
            answer.completeExceptionally(failure);
        }
    }
}
