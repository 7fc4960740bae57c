package io.noclobber.internal.guard;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * The elements of a failed batch of which the driver does not say whether they were run. What was written all the
 * same would look as if somebody else had changed it. Confined to one connection.
 */
final class UnreportedElements {
    /** Drivers run a batch in its order: when so many in a row were not written, the others were not run. */
    private static final int UNWRITTEN = 20;

    private final Session session;
    private final Verdicts verdicts;
    private final AfterWrite after;

    UnreportedElements(Session session, Verdicts verdicts, AfterWrite after) {
        this.session = session;
        this.verdicts = verdicts;
        this.after = after;
    }

    /**
     * Takes for written what the rows show to be.
     *
     * @param counts what the driver has told of the first elements
     */
    void settle(BatchRun run, long[] counts, SQLException failure) {
        if (mayHaveRunMore(counts, failure)) {
            settle(run, tellsNothing(counts) ? 0 : counts.length);
        }
    }

    /** The same of all elements. */
    void settle(BatchRun run) {
        settle(run, 0);
    }

    private void settle(BatchRun run, int from) {
        List<BatchStep> steps = run.steps();
        int unwritten = 0;
        for (int i = from; i < steps.size() && unwritten < UNWRITTEN; i++) {
            Intent intent = steps.get(i).intent();
            if (intent == null || intent.way() != Intent.Way.GUARDED) {
                continue;
            }
            try {
                if (verdicts.tookEffect(intent)) {
                    after.wrote(intent, null);
                    unwritten = 0;
                } else {
                    unwritten++;
                }
            } catch (SQLException unread) {
                // after some failures a transaction can only be rolled back, and then nothing was written
                session.counts()
                        .defect(
                                intent.table().name(),
                                "could not look which elements of a failed batch were run: "
                                        + unread.getClass().getSimpleName());
                return;
            }
        }
    }

    /**
     * Where a failure does not undo the batch, to say of all elements that they failed is to say nothing; Connector/J
     * has -1 for what it has not counted.
     */
    private boolean tellsNothing(long[] counts) {
        return !session.dialect().failureUndoesBatch()
                        && Arrays.stream(counts).allMatch(count -> count < 0 && count != Statement.SUCCESS_NO_INFO)
                || isBlank(counts);
    }

    /** SQLite's driver has 0 for what it has not counted. */
    private static boolean isBlank(long[] counts) {
        return counts.length > 0 && Arrays.stream(counts).allMatch(count -> count == 0);
    }

    /** Not every driver tells how far it came, and some go on after a failure and tell no more. */
    private static boolean mayHaveRunMore(long[] counts, SQLException failure) {
        return !(failure instanceof BatchUpdateException)
                || isBlank(counts)
                || counts.length > 0 && counts[counts.length - 1] == Statement.EXECUTE_FAILED;
    }
}
