package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which row a write through the cursor of a tracked result means, and what it amounts to. Confined to one
 * connection.
 */
final class TrackedWrites {
    private final Session session;
    private final Transactions transactions;
    private final CursorGuard cursors;

    TrackedWrites(Session session, Transactions transactions, CursorGuard cursors) {
        this.session = session;
        this.transactions = transactions;
        this.cursors = cursors;
    }

    /** Updates or deletes the row under the cursor. */
    void write(ReadTracker tracker, CursorWrite write) throws SQLException {
        transactions.alone().lock();
        try {
            session.conversation().begin();
            tracker.staying();
            writeCaptured(tracker, write);
        } finally {
            transactions.alone().unlock();
        }
    }

    /** A row was inserted through the cursor of a result. */
    void inserted(BoundRead bound) {
        transactions.alone().lock();
        try {
            session.conversation().begin();
            if (session.transaction().inTransaction()) {
                session.transaction().wrote();
                bound.tables()
                        .forEach(source ->
                                session.images().inserted(source.table().name()));
                session.images().doubtWritten();
            }
        } finally {
            transactions.alone().unlock();
        }
    }

    private void writeCaptured(ReadTracker tracker, CursorWrite write) throws SQLException {
        int table = table(tracker.bound(), write);
        RowImage image = table < 0 ? null : tracker.captured().image(table);
        if (image == null) {
            write.run();
            overwritten(tracker);
            return;
        }
        BoundRead.Source source = tracker.bound().tables().get(table);
        RowImage seen = tracker.seen(table, image);
        OwnWork own = tracker.ownWork(image.key());
        RowImage back = stale(tracker, source, image, write);
        CursorStatement whole = CursorStatement.of(source, image, image, write, session.dialect(), own);
        CursorGuard.Target target = new CursorGuard.Target(
                seen == image ? whole : CursorStatement.of(source, image, seen, write, session.dialect(), own),
                source.table(),
                seen,
                image,
                isFresh(tracker, image),
                back == null ? null : new CursorGuard.Stale(whole, back));
        try {
            tracker.captured().written(table, cursors.write(target, write::holdability, write::run));
            tracker.wroteThrough(image.key());
        } catch (RuntimeException brokeDown) {
            // some drivers do after they have written the row
            overwritten(tracker);
            throw brokeDown;
        }
    }

    /** Whether no own write has changed the row since; what it has stored is among the images, or nobody knows it. */
    private static boolean isFresh(ReadTracker tracker, RowImage shown) {
        return !tracker.captured().isRewritten() && !tracker.isOvertaken(shown.key());
    }

    /** The table of which the row is written, -1 where that cannot be told. */
    private static int table(BoundRead bound, CursorWrite write) {
        int found = -1;
        for (int i = 0; i < bound.tables().size(); i++) {
            if (write.deletes() || sets(write, bound.tables().get(i))) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private static boolean sets(CursorWrite write, BoundRead.Source source) {
        for (int position : source.positions()) {
            if (write.changes().containsKey(position)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the driver writes back of the row although the application has not set it, {@code null} where nothing. What own
     * writes have made of the row since is the application's to put back, as long as nobody has changed that.
     */
    private @Nullable RowImage stale(ReadTracker tracker, BoundRead.Source source, RowImage image, CursorWrite write) {
        if (write.deletes() || !session.dialect().cursorsWriteWholeRows()) {
            return null;
        }
        OwnWork own = tracker.ownWork(image.key());
        RowImage known =
                session.images().held(image.key()) ? null : session.images().find(image.key());
        boolean another = tracker.isDeleted(image.key());
        boolean putsBack = another;
        @Nullable Object[] values = new @Nullable Object[source.positions().length];
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            ColumnName column = source.columns().get(i).name();
            int shown = image.shape().indexOf(column.name());
            boolean back = shown >= 0 && !another && !write.changes().containsKey(source.positions()[i]);
            if (back && own.covers(column)) {
                putsBack = true;
                values[i] = own.anything() ? RowImage.NOT_READ : newest(known, column);
            } else {
                values[i] = back ? image.value(shown) : RowImage.NOT_READ;
            }
            any |= values[i] != RowImage.NOT_READ;
        }
        if (putsBack) {
            // nobody knows whether it is own work that is put back
            session.counts()
                    .unguarded(
                            source.table().name(),
                            Unguarded.CURSOR.name(),
                            source.shape().statement());
        }
        return any ? RowImage.of(source.shape(), image.key(), values, tracker.arrivedAt()) : null;
    }

    /** What is known of a column of a row, or {@link RowImage#NOT_READ}. */
    private static @Nullable Object newest(@Nullable RowImage known, ColumnName column) {
        for (RowImage each = known; each != null; each = each.older()) {
            int position = each.shape().columns().indexOf(column);
            if (position >= 0) {
                return each.value(position);
            }
        }
        return RowImage.NOT_READ;
    }

    /** The row was written, and it is not known which it is. */
    private void overwritten(ReadTracker tracker) {
        session.transaction().wrote();
        for (BoundRead.Source source : tracker.bound().tables()) {
            session.counts()
                    .unguarded(
                            source.table().name(),
                            Unguarded.CURSOR.name(),
                            source.shape().statement());
            session.trackers().overtakenBy(source.table().name(), OwnWork.UNKNOWN);
            session.images().forget(source.table().name(), OwnWork.UNKNOWN, DropReason.UNKNOWN_EFFECT);
        }
        tracker.arrived(false);
    }

    /**
     * Runs a text that ends with {@code WHERE CURRENT OF} the cursor, whose row was captured.
     *
     * @param beginning what stands before that
     * @param parameters how many parameters it has
     * @return whether it was run; it is not where the row is not known
     */
    boolean writePositioned(
            ReadTracker tracker, String beginning, int parameters, Table written, CursorGuard.Writer writer)
            throws SQLException {
        List<BoundRead.Source> sources = tracker.bound().tables();
        for (int i = 0; i < sources.size(); i++) {
            RowImage image = tracker.captured().image(i);
            Table table = sources.get(i).table();
            if (image != null && table.name().equals(written.name())) {
                CursorStatement statement = CursorStatement.positioned(beginning, parameters, table, image);
                CursorGuard.Target target = new CursorGuard.Target(
                        statement, table, tracker.seen(i, image), image, isFresh(tracker, image), null);
                tracker.captured().written(i, cursors.write(target, tracker::holdability, writer));
                return true;
            }
        }
        return false;
    }
}
