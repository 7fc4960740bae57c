package io.noclobber.internal.guard;

import io.noclobber.config.DeleteDeleted;
import io.noclobber.config.OwnCheck;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.Operation;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conflict.TransactionState;
import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.dialect.Dialect.VerdictRead;
import io.noclobber.internal.catalog.Column;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database about a row after a guarded write fell short, and decides what that means. Confined
 * to one connection. Looking never renews an image: a refused write stays refused.
 */
final class Verdicts {
    private final Session session;
    private final Transactions transactions;

    Verdicts(Session session, Transactions transactions) {
        this.session = session;
        this.transactions = transactions;
    }

    /** The write touched no row. */
    Verdict onZero(Intent intent) throws SQLException {
        Diff diff = Diff.of(intent, session.environment());
        return decide(intent, diff, intent.query().read(session, diff.columns(), diff.likeness(), lock(), 0));
    }

    /** A plain read of some engines shows the snapshot from before the write, not what the write saw. */
    LockText lock() throws SQLException {
        boolean locking = session.transaction().inTransaction()
                && session.dialect().verdictRead(session.isolation()) == VerdictRead.LOCKING;
        return locking ? session.dialect().lockText() : LockText.NONE;
    }

    /** What a row means that was found after the write touched none, or before it was allowed to. */
    Verdict decide(Intent intent, Diff diff, RowNow now) {
        if (now.exists() && diff.same(now)) {
            return now.matches() ? new Verdict.Unmatched() : new Verdict.BareAnswer();
        }
        if (ignored(intent, now)) {
            return new Verdict.BareAnswer();
        }
        if (ownWork(intent, diff)) {
            return now.exists()
                    ? new Verdict.OwnChange(intent.with(
                            StoredRows.renewed(intent.imageOrThrow(), now.values(), session.millis()), intent.way()))
                    : new Verdict.BareAnswer();
        }
        return new Verdict.Refused(refuse(intent, diff, now, TransactionState.ALIVE, true, null));
    }

    /** Whether a difference is for the application alone to handle. */
    private boolean ignored(Intent intent, RowNow now) {
        if (!now.exists()) {
            return session.images().isDoubtful(intent.keyOrThrow())
                    || intent.write().deletes() && session.settings().deleteDeleted() == DeleteDeleted.IGNORE;
        }
        return !now.matches() && session.settings().ownCheck() == OwnCheck.DEFER;
    }

    /** Whether only our own uncommitted work, such as a trigger's, made the row differ: others still see it as it was read. */
    private boolean ownWork(Intent intent, Diff diff) {
        if (!session.transaction().hasWritten() || !reachesSameDatabase()) {
            return false;
        }
        try {
            RowNow outside = look(intent, diff);
            return outside.exists() && diff.same(outside);
        } catch (SQLException failure) {
            session.counts()
                    .defect(
                            intent.table().name(),
                            "could not look whether a difference is our own uncommitted work: " + failure);
            return false;
        }
    }

    /**
     * The database raised an exception instead of a count.
     *
     * @return what the application gets: a conflict with {@code raised} as its cause, or {@code raised}
     */
    SQLException onException(Intent intent, SQLException raised) {
        NativeSignal signal = session.signal(raised);
        onFailure(raised);
        if (signal == NativeSignal.NONE) {
            return raised;
        }
        Diff diff = Diff.of(intent, session.environment());
        TransactionState state = state(signal);
        try {
            RowNow now = readAfter(intent, diff, signal);
            if (now.exists() && diff.same(now) || ignored(intent, now)) {
                return raised;
            }
            return refuse(intent, diff, now, state, true, raised);
        } catch (SQLException unread) {
            ConcurrencyConflictException conflict = refuse(intent, diff, null, state, false, raised);
            conflict.addSuppressed(unread);
            return conflict;
        }
    }

    /** The write of a locked row failed that was found as it should be: the application's own work explains that. */
    SQLException onOwn(SQLException raised) {
        onFailure(raised);
        return raised;
    }

    /**
     * Looks at the row from outside before it is written, where this connection cannot.
     *
     * @return the conflict, or {@code null} when the row is as it was read, or nobody can look
     */
    @Nullable SQLException onLook(Intent intent) {
        if (!reachesSameDatabase()) {
            return null;
        }
        Diff diff = Diff.of(intent, session.environment());
        try {
            RowNow now = look(intent, diff);
            return now.exists() && diff.same(now) || ignored(intent, now)
                    ? null
                    : refuse(intent, diff, now, TransactionState.ALIVE, true, null);
        } catch (SQLException failure) {
            session.counts()
                    .defect(
                            intent.table().name(),
                            "could not look at a row that is about to be written through a cursor: " + failure);
            return null;
        }
    }

    /**
     * The driver reported success but no count, so the guard may have held or not. A row that differs in
     * columns the write does not set, or holds neither what was read nor what was to be written, was not written.
     *
     * @return the conflict, or {@code null} when the write took effect
     */
    @Nullable SQLException onUncounted(Intent intent) throws SQLException {
        Diff diff = Diff.of(intent, session.environment());
        RowNow now = intent.query().read(session, diff.columns(), lock(), 0);
        boolean written = intent.write().deletes() ? !now.exists() : now.exists() && diff.written(now);
        return written || !now.exists() && ignored(intent, now)
                ? null
                : refuse(intent, diff, now, TransactionState.ALIVE, true, null);
    }

    /**
     * Whether the row shows beyond doubt that the write, of which the driver says nothing, took effect. What the own
     * transaction has written any read of it shows, and one with a lock would wait for whoever has the row.
     */
    boolean tookEffect(Intent intent) throws SQLException {
        Diff diff = Diff.of(intent, session.environment());
        RowNow now = intent.query().read(session, diff.columns(), LockText.NONE, 0);
        return intent.write().deletes()
                ? !now.exists()
                : now.exists() && !diff.same(now) && diff.tellsWritten() && diff.written(now);
    }

    /** A statement that is not guarded failed: the database may have rolled the transaction back all the same. */
    void onFailure(SQLException raised) {
        if (session.signal(raised) == NativeSignal.CHANGED_ROLLED_BACK) {
            transactions.rolledBack();
        } else if (session.dialect().savepointBegins()) {
            transactions.rolledBackIfLost();
        } else {
            session.transaction().failed();
        }
    }

    private TransactionState state(NativeSignal signal) {
        if (!session.transaction().inTransaction() && signal != NativeSignal.CHANGED_ROLLED_BACK) {
            return TransactionState.ALIVE;
        }
        return switch (signal) {
            case NONE, CHANGED_ALIVE -> TransactionState.ALIVE;
            case CHANGED_MUST_ROLL_BACK -> TransactionState.MUST_ROLL_BACK;
            case CHANGED_ROLLED_BACK -> TransactionState.ROLLED_BACK;
        };
    }

    private RowNow readAfter(Intent intent, Diff diff, NativeSignal signal) throws SQLException {
        boolean usable = session.transaction().autoCommit() || signal == NativeSignal.CHANGED_ROLLED_BACK;
        return reachesSameDatabase() || !usable
                ? look(intent, diff)
                : intent.query().read(session, diff.columns(), LockText.NONE, 0);
    }

    private RowNow look(Intent intent, Diff diff) throws SQLException {
        SecondLook second = session.secondLook();
        return second.look(connection ->
                intent.query().look(connection, diff.columns(), diff.likeness(), second.timeoutSeconds()));
    }

    private boolean reachesSameDatabase() {
        try {
            return session.dialect()
                    .reachesSameDatabase(session.raw().getMetaData().getURL());
        } catch (SQLException unknown) {
            return true;
        }
    }

    /**
     * The exception for a refused write.
     *
     * @param now the row, {@code null} when it could not be read
     */
    private ConcurrencyConflictException refuse(
            Intent intent,
            Diff diff,
            @Nullable RowNow now,
            TransactionState state,
            boolean diffRead,
            @Nullable SQLException cause) {
        RowImage image = intent.imageOrThrow();
        List<ColumnName> keyColumns =
                intent.table().key().stream().map(Column::name).toList();
        RowConflict row = new RowConflict(
                intent.keyOrThrow(),
                keyColumns,
                now != null && !now.exists() ? ConflictKind.DELETED : ConflictKind.UPDATED,
                image.readAt(),
                image.shape().statement(),
                now == null ? List.of() : diff.columns(now),
                intent.write().deletes() ? Operation.DELETE : Operation.UPDATE);
        ConcurrencyConflictException conflict =
                session.environment().conflicts().refuse(List.of(row), state, diffRead, cause);
        session.counts().refused(conflict);
        return conflict;
    }
}
