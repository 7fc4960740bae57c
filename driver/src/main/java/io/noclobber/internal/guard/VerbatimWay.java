package io.noclobber.internal.guard;

import java.sql.SQLException;

/** Runs writes as the application sent them. Confined to one connection. */
final class VerbatimWay {
    private final Verdicts verdicts;
    private final AfterWrite after;

    VerbatimWay(Verdicts verdicts, AfterWrite after) {
        this.verdicts = verdicts;
        this.after = after;
    }

    long run(Intent intent, WriteAttempt attempt) throws SQLException {
        try {
            long count = attempt.execute(intent.asSent());
            if (count != 0 || intent.reason() == Unguarded.RETURNING) {
                after.wrote(intent, null);
            } else if (!intent.isToldBy(attempt)) {
                after.settleUnknown(intent);
            }
            return count;
        } catch (SQLException raised) {
            verdicts.onFailure(raised);
            after.failed(intent, attempt);
            throw raised;
        }
    }
}
