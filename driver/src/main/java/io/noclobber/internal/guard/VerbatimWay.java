package io.noclobber.internal.guard;

import java.sql.SQLException;

/** Runs writes as the application sent them. Confined to one connection. */
final class VerbatimWay {
    private final Verdicts verdicts;
    private final RowLocks locks;
    private final AfterWrite after;

    VerbatimWay(Verdicts verdicts, RowLocks locks, AfterWrite after) {
        this.verdicts = verdicts;
        this.locks = locks;
        this.after = after;
    }

    long run(Intent intent, WriteAttempt attempt) throws SQLException {
        if (intent.way() == Intent.Way.HELD && intent.write().deletes()) {
            meetChanges(intent);
        }
        try {
            long count = attempt.execute(intent.asSent());
            boolean told = intent.isToldBy(attempt);
            boolean rowsTell = told || intent.write().plan().returning();
            if (rowsTell && (count != 0 || intent.reason() == Unguarded.RETURNING)) {
                after.wrote(intent, null, count > 0);
            } else if (!told) {
                after.settleUnknown(intent);
            }
            return count;
        } catch (SQLException raised) {
            verdicts.onFailure(raised);
            after.failed(intent, attempt);
            throw raised;
        } catch (RuntimeException | Error breakdown) {
            after.failed(intent, attempt);
            throw breakdown;
        }
    }

    /** An own write keeps others from all columns of its row, or from those that it has set. */
    private void meetChanges(Intent intent) throws SQLException {
        try {
            locks.meetChanges(intent);
        } catch (SQLException raised) {
            throw verdicts.onException(intent, raised);
        }
    }
}
