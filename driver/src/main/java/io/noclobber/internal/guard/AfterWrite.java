package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.TableName;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Lets images and open cursors follow the writes that have run. Confined to one connection. */
final class AfterWrite {
    private final Session session;
    private final Learning learning;

    AfterWrite(Session session) {
        this.session = session;
        this.learning = new Learning(session);
    }

    /** How it becomes known what the writes have stored. */
    Learning learning() {
        return learning;
    }

    /** While returned rows are open some drivers take no question to the catalog: the write would be lost over it. */
    void askAhead(Intent intent) {
        Table table = intent.write().table();
        if (table != null && learning.lastsWhileRowsAreOpen(intent) && mayReachChildren(intent)) {
            session.tables().cascades(table);
        }
    }

    /**
     * The write has changed its row: images follow.
     *
     * @param attempt what may tell what was stored, {@code null} where nothing was asked for
     */
    void wrote(Intent intent, @Nullable WriteAttempt attempt) throws SQLException {
        wrote(intent, attempt, true);
    }

    /** @param certainly whether it is known that there was such a row, so that nobody else can write it before the transaction ends */
    void wrote(Intent intent, @Nullable WriteAttempt attempt, boolean certainly) throws SQLException {
        session.transaction().wrote();
        Table table = intent.write().table();
        if (table == null) {
            session.images().forgetAll(DropReason.UNKNOWN_EFFECT);
            return;
        }
        doubtWritten(table);
        if (!intent.rows().isEmpty()) {
            intent.rows().forEach(this::mayHaveWritten);
        } else if (intent.key() == null) {
            forget(table.name(), intent.work(), unseen(intent));
        } else if (!certainly && !session.images().held(intent.key())) {
            mayHaveWritten(intent);
        } else {
            session.trackers().wrote(intent.key(), unseen(intent), certainly);
            learning.learn(intent, attempt);
        }
        if (mayReachChildren(intent)) {
            forgetChildren(table);
        }
    }

    private static boolean mayReachChildren(Intent intent) {
        return intent.write().deletes()
                || intent.movesRow()
                || intent.key() == null
                        && intent.rows().isEmpty()
                        && intent.write().key().isEmpty();
    }

    /** What a trigger has done to rows that were written before is not known. */
    private void doubtWritten(Table table) {
        if (table.writeTriggers() && session.transaction().inTransaction()) {
            session.images().doubtWritten();
        }
    }

    /** A driver that fails after the statement has run has written, or has not: nobody knows. */
    void failed(Intent intent, WriteAttempt attempt) throws SQLException {
        if (attempt.ran()) {
            settleUnknown(intent);
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
        session.trackers().overtakenBy(row.keyOrThrow(), unseen(row));
        session.images().mayHaveWritten(row.keyOrThrow(), row.write().deletes() ? OwnWork.UNKNOWN : row.work());
        if (row.movesRow()) {
            session.images().inserted(row.table().name());
        }
    }

    /** What it may have made of its row that open results do not show. */
    private static OwnWork unseen(Intent intent) {
        if (intent.table().writeTriggers() || intent.movesRow()) {
            return OwnWork.UNKNOWN;
        }
        // what a cursor writes back with its row was compared
        OwnWork made = intent.parameters() instanceof CursorStatement cursor ? cursor.made() : null;
        return made == null ? intent.work() : made;
    }

    private void forget(TableName table, OwnWork work, OwnWork unseen) {
        session.trackers().overtakenBy(table, unseen);
        session.images().forget(table, work, DropReason.UNKNOWN_EFFECT);
    }

    /** Rows of child tables may have been deleted or changed along, by the foreign keys' rules. */
    private void forgetChildren(Table table) {
        for (TableName child : session.tables().cascades(table)) {
            forget(child, OwnWork.UNKNOWN, OwnWork.UNKNOWN);
        }
    }
}
