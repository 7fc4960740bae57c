package io.noclobber.internal.guard;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gives each element of a batch its own verdict, by what the driver says of the batch. Confined to one connection. */
final class BatchSettlement {
    /** How many rows are looked at to find out what an exception of a whole batch was about. */
    private static final int LOOKS = 20;

    private final Session session;
    private final Verdicts verdicts;
    private final WriteGuard writes;
    private final AfterWrite after;
    private final OtherStatements others;
    private final UnreportedElements unreported;

    BatchSettlement(Session session, Verdicts verdicts, WriteGuard writes, AfterWrite after, OtherStatements others) {
        this.session = session;
        this.verdicts = verdicts;
        this.writes = writes;
        this.after = after;
        this.others = others;
        this.unreported = new UnreportedElements(session, verdicts, after);
    }

    /** What becomes of one element of which the driver has told a count. */
    void settle(
            BatchRun run,
            int i,
            long count,
            boolean guarded,
            @Nullable SQLException failure,
            BatchAttempt attempt,
            BatchResult result)
            throws SQLException {
        BatchStep step = run.steps().get(i);
        int element = run.first() + i;
        result.count(element, count);
        if (step.intent() == null) {
            if (count != Statement.EXECUTE_FAILED) {
                others.after(step.element().statement());
            }
        } else if (count > 0 || count == Statement.SUCCESS_NO_INFO && !guarded) {
            after.wrote(step.intent(), null, count > 0);
        } else if (count == Statement.SUCCESS_NO_INFO) {
            settleUncounted(element, step.intent(), result);
        } else if (count == 0 && step.intent().write().plan().returning()) {
            after.settleUnknown(step.intent());
        } else if (count == 0 && step.intent().way() == Intent.Way.GUARDED && failure == null) {
            settleZero(element, step.intent(), attempt, result);
        }
    }

    private void settleZero(int element, Intent intent, BatchAttempt attempt, BatchResult result) throws SQLException {
        Verdict verdict = verdicts.onZero(intent);
        if (verdict instanceof Verdict.Refused refused) {
            result.refused(element, refused.conflict());
        } else if (verdict instanceof Verdict.OwnChange own) {
            single(element, own.renewed(), attempt, result);
        } else if (verdict instanceof Verdict.Unmatched) {
            single(element, intent.with(intent.imageOrThrow(), Intent.Way.LOCKED), attempt, result);
        }
    }

    /** The driver does not say whether the guard held, so the row is asked. */
    private void settleUncounted(int element, Intent intent, BatchResult result) throws SQLException {
        SQLException conflict = verdicts.onUncounted(intent);
        if (conflict == null) {
            after.wrote(intent, null);
        } else {
            result.refused(element, conflict);
        }
    }

    /** Runs one element outside the driver's batch. */
    void single(int element, @Nullable Intent intent, BatchAttempt attempt, BatchResult result) throws SQLException {
        if (intent == null) {
            throw new IllegalStateException("only a write is run alone");
        }
        try {
            result.count(element, writes.run(intent, new SingleElement(element, attempt)));
        } catch (ConcurrencyConflictException refused) {
            result.refused(element, refused);
        } catch (SQLException raised) {
            if (!Refusal.is(raised)) {
                throw raised;
            }
            result.refused(element, raised);
        }
    }

    /** What a driver has done that breaks down over its batch the rows tell; what it has done stands, as it would without us. */
    void brokeDown(BatchRun run) throws SQLException {
        for (BatchStep step : run.steps()) {
            Intent intent = step.intent();
            if (intent == null) {
                others.after(step.element().statement());
            } else if (intent.way() != Intent.Way.GUARDED) {
                after.settleUnknown(intent);
            }
        }
        unreported.settle(run);
    }

    /** The driver raised an exception: which element it was about, the diff decides. */
    void failed(BatchRun run, long[] counts, SQLException failure, BatchResult result) throws SQLException {
        verdicts.onFailure(failure);
        unreported.settle(run, counts, failure);
        int looks = 0;
        for (int i = 0; i < run.steps().size() && looks < LOOKS; i++) {
            Intent intent = run.steps().get(i).intent();
            boolean succeeded = i < counts.length && counts[i] != Statement.EXECUTE_FAILED;
            if (!succeeded && intent != null && intent.way() == Intent.Way.GUARDED) {
                looks++;
                SQLException answer = verdicts.onException(intent, failure);
                if (answer != failure) {
                    result.refused(run.first() + i, answer);
                    break;
                }
            }
        }
        // a driver that does not count batches sends them as one, and nothing of it after a failure
        if (counts.length == run.steps().size() && session.dialect().countsBatches()) {
            if (session.dialect().failureUndoesBatch()) {
                result.ended(failure, Statement.EXECUTE_FAILED);
                result.undone(failure);
            } else if (session.dialect().failureEndsBatch()) {
                result.ended(failure, Statement.EXECUTE_FAILED);
            } else if (Arrays.stream(counts).anyMatch(count -> count == Statement.EXECUTE_FAILED)) {
                result.failed(failure);
            } else {
                // SQLite's driver runs nothing after a failure, and counts 0 for it
                result.ended(failure, 0);
            }
        } else {
            result.stopped(failure, run.first() + counts.length);
        }
    }
}
