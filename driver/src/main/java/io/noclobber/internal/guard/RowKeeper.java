package io.noclobber.internal.guard;

import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.internal.image.RowImages;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives what is captured of the rows of one result set to the images that it belongs to, unless something newer is known.
 * Confined to its result set, but for own writes that are told from the thread that runs them.
 *
 * <p>A result set may still show a row as it was before an own write of the same connection. Of such rows only what the
 * write has left alone is kept: the image after the write is the newer one.
 */
final class RowKeeper {
    private final Session session;
    private final Unit unit;
    private final RowUse use;
    private final @Nullable Rereads rereads;

    /** What the rows are remembered in, whatever the connection works for when the cursor leaves them. */
    private final RowImages known;

    private final boolean converses;
    private final Overtaken overtaken;
    private volatile boolean abandoned;

    /** The result may show rows that the transaction in which it was opened has inserted. */
    private final boolean afterOwnWrites;

    /** That transaction was undone, and such rows with it. */
    private volatile boolean mayShowUndone;

    /** Rows that the cursor itself has written; {@code null} before the first. */
    private volatile @Nullable Set<RowKey> wroteThrough;

    /** The same rows may have been read elsewhere since the cursor came to its row; also set by whoever reads them. */
    private volatile boolean readElsewhere;

    /** What own writes have changed since the driver has read the row under the cursor anew; {@code null} where it has not. */
    private volatile @Nullable Overtaken sinceRefresh;

    RowKeeper(Session session, RowUse use, @Nullable Rereads rereads) {
        this.session = session;
        this.unit = session.unit();
        this.use = use;
        this.rereads = rereads;
        this.known = session.images();
        this.converses = unit.memory().converses();
        this.overtaken = new Overtaken(unit.trackers().moment());
        this.afterOwnWrites = session.transaction().hasWritten();
    }

    /** Keeps the image of the row of each table, {@code null} where there is none. */
    void keep(List<@Nullable RowImage> images) {
        for (int i = 0; i < images.size(); i++) {
            RowImage image = images.get(i);
            if (image == null || !counts()) {
                continue;
            }
            if (isOvertaken(image.key())) {
                keepLeft(image);
            } else if (isNewest(image)) {
                keep(image, rereads == null ? null : rereads.watch(i, image));
            } else {
                keepBehind(image);
            }
        }
    }

    /** What was read elsewhere since is newer, but perhaps of other columns. */
    private void keepBehind(RowImage image) {
        RowImage known = here().find(image.key());
        if (known == null) {
            here().read(image);
            return;
        }
        RowImage older = known.older();
        RowImage behind = older == null
                ? image
                : older.readAtMillis() <= image.readAtMillis() ? image.over(older) : older.over(image);
        here().replaced(known.alone().over(behind));
    }

    /** Keeps what has been fetched of a row that is captured as a whole later. */
    void keepPart(RowImage image) {
        if (!counts()) {
            return;
        }
        if (isOvertaken(image.key())) {
            keepLeft(image);
        } else if (isNewest(image)) {
            keep(image, null);
        }
    }

    /** Keeps what own writes have left of a row that the result shows as it was before them. */
    private void keepLeft(RowImage image) {
        RowKey key = image.key();
        OwnWork work = ownWork(key);
        RowImages images = here();
        RowImage known = images.find(key);
        OlderRow row = new OlderRow(image, work, known);
        RowImage completed = row.completed(session.tables().known(key.table()));
        if (work.anything() || row.forgets()) {
            session.counts().dropped(1, DropReason.UNKNOWN_AFTER_WRITE);
        }
        if (completed == null) {
            return;
        }
        if (known != null) {
            images.replaced(completed);
        } else {
            images.read(completed);
            if (mayShowUndone) {
                images.doubt(key);
            }
        }
        // whoever held the row before the result was opened has let nobody change it
        if (unit == session.unit() && images.held(key) && !unit.trackers().wroteBefore(overtaken.opened(), key)) {
            session.unverified().read(key, row.added());
        }
    }

    private void keep(RowImage image, @Nullable Consumer<RowImage> before) {
        if (use == RowUse.CHECKED) {
            session.checked().read(here().find(image.key()), image);
        } else {
            session.checked().forget(image.key());
        }
        boolean doubtful = mayShowUndone && (here().find(image.key()) == null || here().isDoubtful(image.key()));
        if (before == null) {
            here().read(image);
        } else {
            here().read(image, before);
        }
        if (doubtful) {
            here().doubt(image.key());
        }
    }

    /** The own writes after {@code moment} were undone; what was written through the cursor it goes on to show. */
    void undone(long moment, List<OwnWrites.Change> undone) {
        mayShowUndone |= afterOwnWrites;
        overtaken.undone(moment);
        for (OwnWrites.Change change : undone) {
            overtakenBy(change);
            if (change.what() instanceof RowKey key && hasWritten(key)) {
                overtaken.by(key, change.work());
            }
        }
    }

    private boolean hasWritten(RowKey key) {
        Set<RowKey> written = wroteThrough;
        return written != null && written.contains(key);
    }

    /** An own write has changed a row, or any row of a table; from the thread that writes. */
    void overtakenBy(OwnWrites.Change change) {
        overtaken.by(change);
        Overtaken newer = sinceRefresh;
        if (newer != null) {
            newer.by(change);
        }
    }

    /** What a conversation has read of the result so far, others of its requests may go by. */
    void settle() {
        if (converses) {
            known.settle();
        }
    }

    private RowImages here() {
        return !converses && unit.isOver() ? session.memory().own() : known;
    }

    private boolean counts() {
        // what a cursor of a suspended branch shows does not belong to the work that goes on meanwhile
        return !abandoned && (converses || unit == session.unit() || unit.isOver());
    }

    private boolean isNewest(RowImage image) {
        RowImage before = readElsewhere ? here().find(image.key()) : null;
        // of the same millisecond: what is known may be what was fetched of this very row, while another thread was at
        // it
        return before == null || before.readAtMillis() <= image.readAtMillis();
    }

    /** Whether the rows are those of a conversation. */
    boolean converses() {
        return converses;
    }

    /** Whoever opened the result has given the connection back; from any thread. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** The cursor stands elsewhere. */
    void left() {
        sinceRefresh = null;
        readElsewhere = false;
    }

    /** The same rows are about to be read elsewhere, or have been. */
    void readElsewhere() {
        readElsewhere = true;
    }

    /** Cursors that came to their rows before {@code arrival}, and leave them later, do not know better than this one. */
    void tellOthers(List<BoundRead.Source> tables, long arrival) {
        unit.trackers().readElsewhere(tables, arrival);
    }

    /** The row was written through the cursor. */
    void wroteThrough(RowKey key) {
        Set<RowKey> written = wroteThrough;
        if (written == null) {
            written = ConcurrentHashMap.newKeySet();
            wroteThrough = written;
        }
        written.add(key);
    }

    /** The driver has read the row under the cursor anew, or only says so. */
    void refreshed(boolean reads) {
        sinceRefresh = reads ? new Overtaken(unit.trackers().moment()) : null;
    }

    boolean isOvertaken(RowKey key) {
        return unseen(key).contains(key);
    }

    /** Whether an own write has deleted the row; if it is there, it is another one. */
    boolean isDeleted(RowKey key) {
        return overtaken.isDeleted(key);
    }

    /** What own writes may have made of the row that the cursor does not show. */
    OwnWork ownWork(RowKey key) {
        return unseen(key).work(key);
    }

    private Overtaken unseen(RowKey key) {
        Overtaken newer = sinceRefresh;
        // a driver that is to read a row anew and finds none may go on to show the one that was deleted
        return newer == null || overtaken.isDeleted(key) ? overtaken : newer;
    }

    /** What is known of own writes, and of when the result was opened. */
    Overtaken overtaken() {
        return overtaken;
    }

    /** The result is closed. */
    void closed(ReadTracker tracker) {
        settle();
        unit.trackers().remove(tracker);
        if (unit.isOver()) {
            session.trackers().remove(tracker);
        }
    }
}
