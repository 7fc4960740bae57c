package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.internal.guard.ConnectionGuard.BatchElement;
import io.noclobber.internal.sql.StatementPlan;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs batches under guard: consecutive elements that need the same text go to the driver as one batch,
 * and each element has its own verdict. Confined to one connection.
 */
final class BatchGuard {
    private final Session session;
    private final Transactions transactions;
    private final Intents intents;
    private final KeyQuestions questions;
    private final RowLocks locks;
    private final OtherStatements others;
    private final BatchSteps steps;
    private final BatchSettlement settlement;

    BatchGuard(
            Session session,
            Transactions transactions,
            Verdicts verdicts,
            Intents intents,
            KeyQuestions questions,
            WriteGuard writes,
            RowLocks locks,
            AfterWrite after,
            OtherStatements others) {
        this.session = session;
        this.transactions = transactions;
        this.intents = intents;
        this.questions = questions;
        this.locks = locks;
        this.others = others;
        this.steps = new BatchSteps(session, intents);
        this.settlement = new BatchSettlement(session, verdicts, writes, after, others);
    }

    long[] run(List<BatchElement> elements, BatchAttempt attempt) throws SQLException {
        questions.batch(true);
        try {
            return guarded(elements, attempt);
        } finally {
            questions.batch(false);
        }
    }

    private long[] guarded(List<BatchElement> elements, BatchAttempt attempt) throws SQLException {
        BatchResult result = new BatchResult(elements.size());
        session.trackers().captureCurrentRows();
        if (!session.transaction().inTransaction()
                && session.outlivesTransaction()
                && session.access().mayWrite()
                && mayGuard(elements)) {
            try {
                transactions.within(() -> runAsOne(elements, attempt, result));
            } catch (SQLException failure) {
                if (!result.failed()) {
                    throw failure;
                }
                if (!result.failedBy(failure)) {
                    result.undone(failure);
                }
            }
        } else {
            runAll(elements, attempt, result);
        }
        return result.counts();
    }

    /** In autocommit some drivers undo the whole of a batch that failed, whatever its counts say. */
    private BatchResult runAsOne(List<BatchElement> elements, BatchAttempt attempt, BatchResult result)
            throws SQLException {
        runAll(elements, attempt, result);
        if (session.dialect().failureUndoesBatch()) {
            result.raise();
        }
        return result;
    }

    private boolean mayGuard(List<BatchElement> elements) {
        return !session.images().isEmpty()
                && elements.stream().anyMatch(element -> element.statement().plan() instanceof StatementPlan.Write)
                && elements.stream().noneMatch(element -> others.endsRun(element.statement()));
    }

    private BatchResult runAll(List<BatchElement> elements, BatchAttempt attempt, BatchResult result)
            throws SQLException {
        int next = 0;
        boolean parts = session.transaction().inTransaction()
                || !session.images().isEmpty()
                || session.trackers().any();
        while (next < elements.size() && !result.stopped()) {
            BatchRun run = new BatchRun(next);
            // an element that begins the next run is looked at anew: this run may change what is known of its row
            for (BatchStep step = step(elements.get(next), result, next);
                    step != null && !(parts && apart(run, step)) && run.add(step);
                    step = next < elements.size() ? step(elements.get(next), result, next) : null) {
                next++;
            }
            execute(run, attempt, result);
            if (run.steps().stream().anyMatch(BatchGuard::mayChangeKeys)) {
                questions.forget();
            }
        }
        return result;
    }

    private static boolean mayChangeKeys(BatchStep step) {
        return step.intent() == null || step.intent().movesRow();
    }

    /** What ends the transaction is sent by itself: before and after it other things are known of rows. */
    private boolean apart(BatchRun run, BatchStep step) {
        int last = run.steps().size() - 1;
        return last >= 0
                && (others.endsRun(step.element().statement())
                        || others.endsRun(run.steps().get(last).element().statement()));
    }

    private @Nullable BatchStep step(BatchElement element, BatchResult result, int position) {
        try {
            return steps.of(element);
        } catch (SQLException refused) {
            result.stopped(refused, position);
            return null;
        }
    }

    private void execute(BatchRun run, BatchAttempt attempt, BatchResult result) throws SQLException {
        if (run.steps().isEmpty()) {
            return;
        }
        List<GuardedSql> texts = run.texts();
        long[] counts;
        @Nullable SQLException failure = null;
        try {
            for (BatchStep step : run.steps()) {
                before(step);
            }
            if (run.steps().get(0).alone()) {
                settlement.single(run.first(), run.steps().get(0).intent(), attempt, result);
                return;
            }
            counts = whole(attempt.execute(run.first(), texts), texts.size());
        } catch (BatchUpdateException raised) {
            counts = raised.getLargeUpdateCounts();
            failure = raised;
        } catch (SQLException raised) {
            if (raised == attempt.refusal() && session.signal(raised) == NativeSignal.NONE) {
                session.tables().doubt(raised);
                asWritten(run, attempt, result);
                return;
            }
            counts = new long[0];
            failure = raised;
        } catch (RuntimeException | Error breakdown) {
            result.broke(breakdown);
            settlement.brokeDown(run);
            return;
        }
        for (int i = 0; i < counts.length; i++) {
            settlement.settle(run, i, counts[i], texts.get(i).guarded(), failure, attempt, result);
        }
        if (failure != null) {
            settlement.failed(run, counts, failure, result);
        }
    }

    /** Of elements that a driver leaves out, although nothing failed, it says as little as by SUCCESS_NO_INFO. */
    private static long[] whole(long[] counts, int size) {
        if (counts.length >= size) {
            return counts;
        }
        long[] all = Arrays.copyOf(counts, size);
        Arrays.fill(all, counts.length, size, Statement.SUCCESS_NO_INFO);
        return all;
    }

    /** The database does not take our text: what it says of the application's own elements is the application's business. */
    private void asWritten(BatchRun run, BatchAttempt attempt, BatchResult result) throws SQLException {
        for (int i = 0; i < run.steps().size() && !result.stopped(); i++) {
            Intent intent = run.steps().get(i).intentOrThrow();
            try {
                settlement.single(
                        run.first() + i, intent.with(intent.imageOrThrow(), Intent.Way.LOCKED), attempt, result);
            } catch (BatchUpdateException raised) {
                if (raised.getLargeUpdateCounts().length == 0) {
                    result.stopped(raised, run.first() + i);
                } else {
                    result.failed(raised); // it goes on after a failure
                }
            }
        }
    }

    private void before(BatchStep step) throws SQLException {
        if (step.intent() == null) {
            others.before(step.element().statement());
        } else {
            intents.count(step.intent());
            if (step.intent().way() == Intent.Way.GUARDED && !step.alone()) {
                locks.meetChanges(step.intent());
            }
        }
    }
}
