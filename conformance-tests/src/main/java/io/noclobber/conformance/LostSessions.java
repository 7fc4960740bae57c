package io.noclobber.conformance;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.LostConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds out whether connections are still there after a test has failed. Immutable.
 *
 * @param threads where they are asked, because a driver may let whoever asks wait for a statement that still runs
 */
record LostSessions(Database database, ExecutorService threads) {

    /** Whether one of them is gone that whoever worked with it has not closed. */
    boolean isAmong(List<Session> sessions) throws InterruptedException {
        boolean tells = isTrue(this::tells);
        for (Session session : sessions) {
            if (isTrue(() -> session.isLost(tells))) {
                return true;
            }
        }
        return false;
    }

    /** Drivers differ in what they can say: one that says of a new connection that it is not there tells nothing. */
    private boolean tells() throws SQLException {
        try (Connection fresh = database.connect()) {
            return fresh.isValid(Session.LIMIT_SECONDS);
        }
    }

    /** A question about a connection. */
    @FunctionalInterface
    private interface Question {
        boolean ask() throws SQLException;
    }

    /** What fails for another reason, or does not come to an end, is no sign of a loss. */
    private boolean isTrue(Question question) throws InterruptedException {
        Future<Boolean> answer = threads.submit(question::ask);
        try {
            return answer.get(2L * Session.LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            return LostConnection.in(failed, database.engine()).isPresent();
        } catch (TimeoutException waits) {
            answer.cancel(true);
            return false;
        }
    }
}
