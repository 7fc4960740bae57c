package io.noclobber.internal.guard;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.dialect.Dialect.RowLock;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the application's own text, or the driver's own write through a cursor, on a row that was locked and compared
 * here before. Confined to one connection.
 */
final class LockedWay {
    private final Session session;
    private final Verdicts verdicts;
    private final RowLocks locks;
    private final Exactness exactness;
    private final SelfCheck selfCheck;
    private final VerbatimWay verbatim;
    private final AfterWrite after;

    LockedWay(
            Session session,
            Verdicts verdicts,
            RowLocks locks,
            Exactness exactness,
            VerbatimWay verbatim,
            AfterWrite after) {
        this.session = session;
        this.verdicts = verdicts;
        this.locks = locks;
        this.exactness = exactness;
        this.selfCheck = new SelfCheck(session);
        this.verbatim = verbatim;
        this.after = after;
    }

    /**
     * Runs a write by text.
     *
     * @param asks whether the database is asked to compare as well, as far as it can; not where it has refused to
     */
    long run(Intent intent, WriteAttempt attempt, boolean asks) throws SQLException {
        return locked(intent, attempt, asks, locks.forText(), false);
    }

    /**
     * Runs a write of the row under a cursor, within a transaction.
     *
     * @param stale the same with what the driver will write back of the row although nobody has set it, {@code null} where
     *     there is nothing
     * @param overtaken an own write has changed the row since the cursor showed it, for which some drivers refuse
     */
    void throughCursor(Intent intent, WriteAttempt attempt, @Nullable Intent stale, boolean overtaken)
            throws SQLException {
        try {
            boolean compares = intent.way() == Intent.Way.GUARDED || intent.way() == Intent.Way.LOCKED;
            boolean refuses = compares || intent.way() == Intent.Way.HELD || intent.reason() == Unguarded.NO_IMAGE;
            if (refuses && stale != null) {
                refuseIfOther(stale);
            }
            if (!compares || locked(intent, attempt, true, locks.forCursor(), overtaken) == 0) {
                // where the row is gone and that is no conflict, the driver says what it makes of it
                verbatim.run(intent, attempt);
            }
        } finally {
            after.learning().over();
        }
    }

    /** Locks the row and compares it, without a write. */
    private void refuseIfOther(Intent intent) throws SQLException {
        Diff diff = Diff.of(intent, session.environment());
        RowLock lock = locks.forCursor();
        RowNow now;
        try {
            now = locks.lock(intent, diff.columns(), diff.likeness(), lock);
        } catch (SQLException raised) {
            throw verdicts.onException(intent, raised);
        }
        if (now.exists() && diff.same(now)) {
            exactness.settle(intent, diff, now, lock);
        } else if (now.exists() && verdicts.decide(intent, diff, now) instanceof Verdict.Refused refused) {
            throw refused.conflict();
        }
    }

    private long locked(Intent intent, WriteAttempt attempt, boolean asks, RowLock lock, boolean overtaken)
            throws SQLException {
        boolean writes = false;
        try {
            Diff diff = Diff.of(intent, session.environment());
            RowNow now = locks.lock(intent, diff.columns(), asks ? diff.likeness() : null, lock);
            if (now.exists() && diff.same(now)) {
                exactness.settle(intent, diff, now, lock);
                selfCheck.prove(intent);
                writes = true;
                long count = attempt.execute(intent.asSent());
                if (!intent.isToldBy(attempt) && !intent.write().plan().returning()) {
                    after.settleUnknown(intent);
                } else if (count != 0 || intent.write().plan().returning()) {
                    after.wrote(intent, null);
                }
                return count;
            }
            Verdict verdict = verdicts.decide(intent, diff, now);
            if (verdict instanceof Verdict.Refused refused) {
                throw refused.conflict();
            }
            return verdict instanceof Verdict.OwnChange ? verbatim.run(intent, attempt) : 0;
        } catch (SQLException raised) {
            if (writes && overtaken) {
                throw verdicts.onOwn(raised);
            }
            throw raised instanceof ConcurrencyConflictException ? raised : verdicts.onException(intent, raised);
        } catch (RuntimeException | Error breakdown) {
            after.failed(intent, attempt);
            throw breakdown;
        }
    }
}
