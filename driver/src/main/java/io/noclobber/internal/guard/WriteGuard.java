package io.noclobber.internal.guard;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.dialect.Dialect.RowLock;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.RowImage;
import io.noclobber.row.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs single writes under guard. Confined to one connection. */
final class WriteGuard {
    /** How often one write is tried while our own triggers change its row. */
    private static final int ATTEMPTS = 3;

    private final Session session;
    private final Transactions transactions;
    private final Verdicts verdicts;
    private final SelfCheck selfCheck;
    private final SeveralRows several;
    private final Proofs proofs;

    WriteGuard(Session session, Transactions transactions, Verdicts verdicts) {
        this.session = session;
        this.transactions = transactions;
        this.verdicts = verdicts;
        this.selfCheck = new SelfCheck(session);
        this.several = new SeveralRows(session, verdicts, this);
        this.proofs = new Proofs(session);
    }

    long run(Intent intent, WriteAttempt attempt) throws SQLException {
        askAhead(intent);
        try {
            return guardedAs(intent, attempt);
        } finally {
            proofs.forget();
        }
    }

    private long guardedAs(Intent intent, WriteAttempt attempt) throws SQLException {
        return switch (intent.way()) {
            case UNGUARDED, HELD -> plain(intent, attempt);
            case GUARDED ->
                !tells(intent, attempt)
                        ? within(attempt, () -> locked(intent, attempt, false, rowLock()))
                        : needsTransaction(intent, attempt)
                                ? within(attempt, () -> guarded(intent, attempt))
                                : guarded(intent, attempt);
            case LOCKED -> within(attempt, () -> locked(intent, attempt, false, rowLock()));
            case EACH -> within(attempt, () -> several.run(intent, attempt));
        };
    }

    private long within(WriteAttempt attempt, Transactions.Work<Long> work) throws SQLException {
        if (session.inTransaction()) {
            return work.run();
        }
        return transactions.within(() -> {
            long count = work.run();
            attempt.settle();
            return count;
        });
    }

    /**
     * Runs a write of the row under a cursor, within a transaction.
     *
     * @param stale what the driver will write back of the row although nobody has set it, {@code null} where nothing
     */
    void throughCursor(Intent intent, WriteAttempt attempt, @Nullable RowImage stale) throws SQLException {
        try {
            boolean compares = intent.way() == Intent.Way.GUARDED || intent.way() == Intent.Way.LOCKED;
            if (compares && stale != null) {
                refuseIfOther(intent.with(stale, Intent.Way.LOCKED));
            }
            if (!compares || locked(intent, attempt, false, cursorLock()) == 0) {
                // where the row is gone and that is no conflict, the driver says what it makes of it
                plain(intent, attempt);
            }
        } finally {
            proofs.forget();
        }
    }

    private RowLock cursorLock() throws SQLException {
        return session.dialect().cursorLock(session.isolation());
    }

    /** Locks the row and compares it, without a write. */
    private void refuseIfOther(Intent intent) throws SQLException {
        Diff diff = Diff.of(intent, session.environment());
        RowNow now;
        try {
            now = lock(intent, diff.columns(), cursorLock());
        } catch (SQLException raised) {
            throw verdicts.onException(intent, raised);
        }
        if (now.exists() && !diff.same(now) && verdicts.decide(intent, diff, now) instanceof Verdict.Refused refused) {
            throw refused.conflict();
        }
    }

    private static boolean tells(Intent intent, WriteAttempt attempt) {
        return attempt.tells(intent.write().plan().returning());
    }

    private long plain(Intent intent, WriteAttempt attempt) throws SQLException {
        try {
            long count = attempt.execute(intent.asSent());
            if (count != 0 || intent.reason() == Unguarded.RETURNING) {
                wrote(intent, null);
            } else if (!tells(intent, attempt)) {
                settleUnknown(intent);
            }
            return count;
        } catch (SQLException raised) {
            verdicts.onFailure(raised);
            afterFailure(intent, attempt);
            throw raised;
        }
    }

    /** A driver that fails after the statement has run has written, or has not: nobody knows. */
    private void afterFailure(Intent intent, WriteAttempt attempt) throws SQLException {
        if (attempt.ran()) {
            settleUnknown(intent);
        }
    }

    /** Outside a transaction, what was stored can only be known if the same statement tells it, or if we make a transaction. */
    private boolean needsTransaction(Intent intent, WriteAttempt attempt) {
        return !session.inTransaction()
                && session.outlivesTransaction()
                && session
                        .tracks() // a transaction of a connection that only reads may refuse what autocommit lets pass
                && !lastsWhileRowsAreOpen(intent)
                && !intent.write().deletes()
                && !intent.movesRow()
                && !proofs.tells(intent)
                && stored(intent, attempt).isEmpty();
    }

    /** Where a commit would fail while returned rows are open, the statement's own transaction lasts until they are read. */
    private boolean lastsWhileRowsAreOpen(Intent intent) {
        return !session.inTransaction()
                && intent.write().plan().returning()
                && !session.dialect().commitsWithRowsOpen();
    }

    private List<String> stored(Intent intent, WriteAttempt attempt) {
        boolean asked = !intent.write().deletes()
                && !intent.movesRow()
                && !intent.write().plan().returning()
                && intent.table().returnsStoredRow()
                && attempt.canReturnStored()
                && !proofs.tells(intent);
        return asked ? Intent.columns(intent.imageOrThrow()) : List.of();
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
                return within(attempt, () -> locked(compared, attempt, true, rowLock()));
            }
            intent = ((Verdict.OwnChange) verdict).renewed();
            session.images().wrote(intent.keyOrThrow(), OwnWork.UNKNOWN, intent.imageOrThrow());
        }
    }

    private long execute(Intent intent, WriteAttempt attempt) throws SQLException {
        try {
            long count = attempt.execute(guard(intent, stored(intent, attempt)));
            if (count != 0) {
                wrote(intent, attempt);
            }
            return count;
        } catch (SQLException raised) {
            session.doubtCatalog(raised);
            afterFailure(intent, attempt);
            if (raised == attempt.refusal() && session.signal(raised) == NativeSignal.NONE) {
                return asWritten(intent, attempt, raised);
            }
            throw verdicts.onException(intent, raised);
        }
    }

    /** The database does not take our text: what it says of the application's own is the application's business. */
    private long asWritten(Intent intent, WriteAttempt attempt, SQLException refused) throws SQLException {
        try {
            return transactions.within(() -> locked(intent, attempt, false, rowLock()));
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

    /**
     * Locks the row, compares it here, and then runs the application's own text.
     *
     * @param defective the database was asked to compare and could not
     * @param lock how the row is locked
     */
    private long locked(Intent intent, WriteAttempt attempt, boolean defective, RowLock lock) throws SQLException {
        try {
            Diff diff = Diff.of(intent, session.environment());
            RowNow now = lock(intent, diff.columns(), lock);
            if (now.exists() && diff.same(now)) {
                selfCheck.prove(intent);
                long count = attempt.execute(intent.asSent());
                if (count != 0 || intent.write().plan().returning() || !tells(intent, attempt)) {
                    if (defective) {
                        session.counts()
                                .defect(intent.table().name(), "a guard did not match the row it was made from");
                    }
                    wrote(intent, null);
                }
                return count;
            }
            Verdict verdict = verdicts.decide(intent, diff, now);
            if (verdict instanceof Verdict.Refused refused) {
                throw refused.conflict();
            }
            return verdict instanceof Verdict.OwnChange ? plain(intent, attempt) : 0;
        } catch (SQLException raised) {
            throw raised instanceof ConcurrencyConflictException ? raised : verdicts.onException(intent, raised);
        }
    }

    RowNow lock(Intent intent, List<Column> columns) throws SQLException {
        return lock(intent, columns, rowLock());
    }

    private RowLock rowLock() throws SQLException {
        return session.dialect().rowLock(session.isolation());
    }

    private RowNow lock(Intent intent, List<Column> columns, RowLock lock) throws SQLException {
        RowQuery query = intent.query();
        switch (lock) {
            case NO_OP_UPDATE -> query.lockByUpdate(session.raw(), session.queryTimeout());
            case EMPTY_UPDATE -> query.lockByEmptyUpdate(session.raw(), session.queryTimeout());
            case FOR_UPDATE -> {
                return query.read(session.raw(), columns, session.dialect().lockText(), session.queryTimeout());
            }
        }
        return query.read(session.raw(), columns, LockText.NONE, 0);
    }

    /**
     * The write has changed its row: images follow.
     *
     * @param attempt what may tell what was stored, {@code null} where nothing was asked for
     */
    void wrote(Intent intent, @Nullable WriteAttempt attempt) throws SQLException {
        session.wrote();
        Table table = intent.write().table();
        if (table == null) {
            session.images().forgetAll(DropReason.UNKNOWN_EFFECT);
            return;
        }
        doubtWritten(table);
        if (!intent.rows().isEmpty()) {
            intent.rows().forEach(this::mayHaveWritten);
        } else if (intent.key() == null) {
            forget(table.name(), intent.work());
        } else {
            session.trackers().overtakenBy(intent.key());
            learn(intent, attempt);
        }
        if (mayReachChildren(intent)) {
            forgetChildren(table);
        }
    }

    private static boolean mayReachChildren(Intent intent) {
        return intent.write().deletes()
                || intent.movesRow()
                || intent.key() == null && intent.rows().isEmpty();
    }

    /** While returned rows are open some drivers take no question to the catalog: the write would be lost over it. */
    private void askAhead(Intent intent) {
        Table table = intent.write().table();
        if (table != null && lastsWhileRowsAreOpen(intent) && mayReachChildren(intent)) {
            session.cascades(table);
        }
    }

    /** What a trigger has done to rows that were written before is not known. */
    private void doubtWritten(Table table) {
        if (table.writeTriggers() && session.inTransaction()) {
            session.images().doubtWritten();
        }
    }

    /** The write is done: that it cannot be learned what it stored must not make the application take it for failed. */
    private void learn(Intent intent, @Nullable WriteAttempt attempt) throws SQLException {
        try {
            try (ResultSet stored = attempt == null ? null : attempt.stored()) {
                renew(intent, stored);
            }
        } catch (SQLException failure) {
            if (session.signal(failure) != NativeSignal.NONE) {
                throw failure;
            }
            session.counts()
                    .defect(
                            intent.table().name(),
                            "what was stored could not be read back: "
                                    + failure.getClass().getSimpleName());
            session.images().wrote(intent.keyOrThrow(), intent.work());
        }
        if (!session.inTransaction()) {
            session.unverified().clear();
        }
    }

    private void renew(Intent intent, @Nullable ResultSet stored) throws SQLException {
        if (intent.write().deletes() || intent.movesRow()) {
            session.images().deleted(intent.keyOrThrow());
            if (intent.movesRow()) {
                session.images().inserted(intent.table().name());
            }
            return;
        }
        boolean partly = verified(intent);
        if (partly) {
            session.images().wrote(intent.keyOrThrow(), intent.work());
            return;
        }
        RowImage proved = stored == null ? proofs.stored(intent) : null;
        if (proved != null) {
            session.images().wrote(intent.keyOrThrow(), intent.work(), proved);
        } else if (intent.image() != null && lastsWhileRowsAreOpen(intent)) {
            read(intent);
        } else if (session.inTransaction() && proofs.asksForALook(intent)) {
            read(intent);
        } else if (stored == null || intent.image() == null || !stored.next()) {
            session.images().wrote(intent.keyOrThrow(), intent.work());
        } else {
            List<Column> columns = Diff.of(intent, session.environment()).columns();
            session.images()
                    .wrote(
                            intent.keyOrThrow(),
                            intent.work(),
                            session.unverified()
                                    .kept(
                                            intent.imageOrThrow(),
                                            StoredRows.renewed(
                                                    intent.imageOrThrow(), stored, columns, 1, session.millis())));
        }
    }

    /**
     * Notes what the write has compared of its row.
     *
     * @return whether it has compared only what earlier writes of the transaction had left, so that its image is not all
     *     that is known
     */
    private boolean verified(Intent intent) {
        RowImage image = intent.way() == Intent.Way.HELD ? null : intent.image();
        Compared compared =
                image == null ? null : intent.write().guards().compared(intent.write(), image, session.environment());
        if (session.images().held(intent.keyOrThrow())) {
            session.unverified().wroteAgain(intent.keyOrThrow(), intent.write(), compared);
            return compared != null;
        }
        session.unverified().wrote(intent.keyOrThrow(), compared == null ? Set.of() : compared.left());
        return false;
    }

    /** Reads at once what was stored: before returned rows are closed, or because the writes to come profit from that. */
    private void read(Intent intent) throws SQLException {
        List<Column> columns = Diff.of(intent, session.environment()).columns();
        RowNow now = intent.query().read(session.raw(), columns, LockText.NONE, 0);
        if (now.exists()) {
            RowImage after = StoredRows.renewed(intent.imageOrThrow(), now.values(), session.millis());
            proofs.looked(intent, after);
            session.images()
                    .wrote(
                            intent.keyOrThrow(),
                            intent.work(),
                            session.unverified().kept(intent.imageOrThrow(), after));
        } else {
            session.images().deleted(intent.keyOrThrow());
        }
    }

    /** Nobody says whether it has changed a row: drivers that take RETURNING into a batch count 0, whatever it does. */
    void settleUnknown(Intent intent) throws SQLException {
        if (intent.key() == null) {
            wrote(intent, null);
        } else {
            mayHaveWritten(intent);
        }
    }

    /** The write named the row, and nobody knows whether it has changed it. */
    void mayHaveWritten(Intent row) {
        session.trackers().overtakenBy(row.keyOrThrow());
        session.images().mayHaveWritten(row.keyOrThrow(), row.write().deletes() ? OwnWork.UNKNOWN : row.work());
        if (row.movesRow()) {
            session.images().inserted(row.table().name());
        }
    }

    private void forget(TableName table, OwnWork work) {
        session.trackers().overtakenBy(table);
        session.images().forget(table, work, DropReason.UNKNOWN_EFFECT);
    }

    /** Rows of child tables may have been deleted or changed along, by the foreign keys' rules. */
    private void forgetChildren(Table table) {
        for (TableName child : session.cascades(table)) {
            forget(child, OwnWork.UNKNOWN);
        }
    }
}
