package io.noclobber.internal.guard;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.RowImage;
import java.sql.SQLException;
import java.util.List;

/** Runs single writes under guard, each in the way that its intent says. Confined to one connection. */
final class WriteGuard {
    /** How often one write is tried while our own triggers change its row. */
    private static final int ATTEMPTS = 3;

    private final Session session;
    private final Transactions transactions;
    private final Verdicts verdicts;
    private final VerbatimWay verbatim;
    private final LockedWay locked;
    private final RowLocks locks;
    private final SeveralRows several;
    private final AfterWrite after;
    private final Learning learning;

    WriteGuard(
            Session session,
            Transactions transactions,
            Verdicts verdicts,
            VerbatimWay verbatim,
            LockedWay locked,
            RowLocks locks,
            SeveralRows several,
            AfterWrite after) {
        this.session = session;
        this.transactions = transactions;
        this.verdicts = verdicts;
        this.verbatim = verbatim;
        this.locked = locked;
        this.locks = locks;
        this.several = several;
        this.after = after;
        this.learning = after.learning();
    }

    long run(Intent intent, WriteAttempt attempt) throws SQLException {
        after.askAhead(intent);
        try {
            return guardedAs(intent, attempt);
        } catch (SQLException raised) {
            boolean own = intent.way() == Intent.Way.UNGUARDED || intent.way() == Intent.Way.HELD;
            if (own || !session.access().refuses(raised, session.transaction().inTransaction())) {
                throw raised;
            }
        } finally {
            learning.over();
        }
        // the driver refuses the application's own text as well, in its own words
        return verbatim.run(intent, attempt);
    }

    private long guardedAs(Intent intent, WriteAttempt attempt) throws SQLException {
        return switch (intent.way()) {
            case UNGUARDED, HELD -> verbatim.run(intent, attempt);
            case GUARDED ->
                !intent.isToldBy(attempt)
                        ? within(intent, attempt, () -> locked.run(intent, attempt, true))
                        : learning.needsTransaction(intent, attempt)
                                ? within(intent, attempt, () -> guarded(intent, attempt))
                                : guarded(intent, attempt);
            case LOCKED -> within(intent, attempt, () -> locked.run(intent, attempt, true));
            case EACH -> within(intent, attempt, () -> several.run(intent, attempt));
        };
    }

    private long within(Intent intent, WriteAttempt attempt, Transactions.Work<Long> work) throws SQLException {
        if (session.transaction().inTransaction()) {
            return work.run();
        }
        attempt.whole();
        Transactions.Work<Long> settled = () -> {
            long count = work.run();
            attempt.settle();
            return count;
        };
        return transactions.within(settled, !intent.table().writeTriggers());
    }

    private long guarded(Intent first, WriteAttempt attempt) throws SQLException {
        Intent intent = first;
        for (int i = 1; ; i++) {
            long count = execute(intent, attempt);
            if (count != 0) {
                return count;
            }
            Verdict verdict = verdicts.onZero(intent);
            if (verdict instanceof Verdict.Refused refused) {
                throw refused.conflict();
            }
            if (verdict instanceof Verdict.BareAnswer) {
                return 0;
            }
            if (verdict instanceof Verdict.Unmatched || i == ATTEMPTS) {
                Intent compared = intent;
                return within(compared, attempt, () -> locked.run(compared, attempt, true));
            }
            intent = ((Verdict.OwnChange) verdict).renewed();
            session.images().wrote(intent.keyOrThrow(), OwnWork.UNKNOWN, intent.imageOrThrow());
        }
    }

    private long execute(Intent intent, WriteAttempt attempt) throws SQLException {
        try {
            locks.meetChanges(intent);
            long count = attempt.execute(guard(intent, learning.asks(intent, attempt)));
            if (count != 0) {
                after.wrote(intent, attempt);
            }
            return count;
        } catch (SQLException raised) {
            session.tables().doubt(raised);
            after.failed(intent, attempt);
            if (raised == attempt.refusal() && session.signal(raised) == NativeSignal.NONE) {
                return asWritten(intent, attempt, raised);
            }
            throw verdicts.onException(intent, raised);
        } catch (RuntimeException | Error breakdown) {
            after.failed(intent, attempt);
            throw breakdown;
        }
    }

    /** The database does not take our text: what it says of the application's own is the application's business. */
    private long asWritten(Intent intent, WriteAttempt attempt, SQLException refused) throws SQLException {
        try {
            return transactions.within(() -> locked.run(intent, attempt, false));
        } catch (ConcurrencyConflictException conflict) {
            throw conflict;
        } catch (SQLException raised) {
            // where not even the row could be locked the application's text has not run
            throw attempt.refusal() == null ? raised : refused;
        }
    }

    /** What is sent for a write whose row was read. */
    private GuardedSql guard(Intent intent, List<String> stored) {
        GuardCache guards = intent.write().guards();
        RowImage image = intent.imageOrThrow();
        Compared compared = guards.compared(intent.write(), image, session.environment());
        LiteralParameters literals = LiteralParameters.of(intent.write(), intent.statement(), session.dialect());
        return guards.guard(literals.text(), compared, Guard.pattern(compared, image))
                .on(image, intent.statement(), literals.values(), stored);
    }
}
