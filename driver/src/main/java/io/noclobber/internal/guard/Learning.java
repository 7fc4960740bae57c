package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.internal.catalog.Column;
import io.noclobber.row.RowImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Learns what a write of one row has stored, so that the next guard is made of that. Confined to one connection. */
final class Learning {
    private final Session session;
    private final Proofs proofs;

    Learning(Session session) {
        this.session = session;
        this.proofs = new Proofs(session);
    }

    /** Outside a transaction, what was stored can only be known if the same statement tells it, or if we make a transaction. */
    boolean needsTransaction(Intent intent, WriteAttempt attempt) {
        return !session.transaction().inTransaction()
                && session.outlivesTransaction()
                && session.access()
                        .mayWrite() // a transaction of a connection that only reads may refuse what autocommit lets
                // pass
                && !lastsWhileRowsAreOpen(intent)
                && !intent.write().deletes()
                && !intent.movesRow()
                && !proofs.tells(intent)
                && asks(intent, attempt).isEmpty();
    }

    /** Where a commit would fail while returned rows are open, the statement's own transaction lasts until they are read. */
    boolean lastsWhileRowsAreOpen(Intent intent) {
        return !session.transaction().inTransaction()
                && intent.write().plan().returning()
                && !session.dialect().commitsWithRowsOpen();
    }

    /** The columns of the stored row that the write itself is asked for; none where it is not. */
    List<String> asks(Intent intent, WriteAttempt attempt) {
        boolean asked = !intent.write().deletes()
                && !intent.movesRow()
                && !intent.write().plan().returning()
                && intent.table().returnsStoredRow()
                && attempt.canReturnStored()
                && !proofs.tells(intent);
        return asked ? Intent.columns(intent.imageOrThrow()) : List.of();
    }

    /** The write is done: that it cannot be learned what it stored must not make the application take it for failed. */
    void learn(Intent intent, @Nullable WriteAttempt attempt) throws SQLException {
        try {
            try (ResultSet stored = attempt == null ? null : attempt.stored()) {
                renew(intent, stored);
            }
        } catch (SQLException failure) {
            if (session.signal(failure) != NativeSignal.NONE) {
                throw failure;
            }
            unread(intent, failure);
        } catch (RuntimeException | LinkageError failure) {
            unread(intent, failure);
        }
        if (!session.transaction().inTransaction()) {
            session.unverified().clear();
        }
    }

    private void unread(Intent intent, Throwable failure) {
        session.counts()
                .defect(
                        intent.table().name(),
                        "what was stored could not be read back: "
                                + failure.getClass().getSimpleName());
        session.images().wrote(intent.keyOrThrow(), intent.work());
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
        } else if (session.transaction().inTransaction() && proofs.asksForALook(intent)) {
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
                                                    session.counts(),
                                                    intent.imageOrThrow(),
                                                    stored,
                                                    columns,
                                                    1,
                                                    session.millis())));
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
        // not for a cancel to reach: it would come too late, and the row is locked, so this waits for nobody
        RowNow now = intent.query().look(session.raw(), columns, null, 0);
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

    /** The write is over. */
    void over() {
        proofs.forget();
    }
}
