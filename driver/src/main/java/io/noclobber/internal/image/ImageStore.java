package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the application of one connection has read. Thread-safe; never calls out with its lock held.
 *
 * <p>A read changes the images for good: what the application saw it has seen, whatever becomes of the
 * transaction. An own write changes them until the transaction ends, so it logs what was known of the
 * row before, and a rollback restores that. It follows that a row read again after an own write goes
 * back to the image before the write, because that read saw work which is gone; and that a row read
 * after a savepoint, but written before it, keeps its image when only the savepoint is rolled back.
 *
 * <p>A limit may take any image. The log does not depend on it: a rollback restores what was known
 * before the write even if the image of today has left.
 */
public final class ImageStore {
    /** How long images live. */
    public enum Lifetime {
        /** Until the transaction ends; without one, not at all. */
        TRANSACTION,
        /** Until the connection ends. */
        CONNECTION
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Drops drops = new Drops();
    private final Lifetime lifetime;
    private final ImageEvents events;
    private final LongSupplier millis;
    private final Images images;
    private final Overlay overlay;
    private boolean autoCommit = true;
    private boolean begun;

    /**
     * An empty store, in autocommit mode.
     *
     * @param events is told what is dropped, never with the lock held
     * @param millis the clock by which images age, in milliseconds since the epoch
     */
    public ImageStore(ImageLimits limits, Lifetime lifetime, ImageEvents events, LongSupplier millis) {
        this.lifetime = lifetime;
        this.events = events;
        this.millis = millis;
        this.images = new Images(limits, drops);
        this.overlay = new Overlay(limits, images, drops);
    }

    /** Whether nothing is remembered, so that no write can be guarded. Own writes must be told all the same. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return images.isEmpty() && overlay.isEmpty();
        } finally {
            unlock();
        }
    }

    /** Whether there is an image of any row of {@code table}. */
    public boolean holds(TableName table) {
        lock.lock();
        try {
            return images.holds(table);
        } finally {
            unlock();
        }
    }

    /** The tables of which there are images. */
    public List<TableName> tables() {
        lock.lock();
        try {
            return images.tables();
        } finally {
            unlock();
        }
    }

    /** The keys of the rows of {@code table} of which there are images. Looks at all images: for rare questions. */
    public List<RowKey> keys(TableName table) {
        lock.lock();
        try {
            return images.keys(table);
        } finally {
            unlock();
        }
    }

    /**
     * The image of a row, or {@code null} when there is none.
     *
     * <p>Of a row that is {@link #held} and among {@link #unconfirmed()} it is what was known before the
     * own write, to tell which columns are needed; nothing may be compared with it.
     */
    public @Nullable RowImage find(RowKey key) {
        lock.lock();
        try {
            return images.find(key, millis.getAsLong());
        } finally {
            unlock();
        }
    }

    /** Whether an own write of the current transaction protects the row, so that the next needs no guard. */
    public boolean held(RowKey key) {
        lock.lock();
        try {
            return overlay.holds(key);
        } finally {
            unlock();
        }
    }

    /** The application has read a row. Columns that only an earlier read covered are kept behind. */
    public void read(RowImage image) {
        lock.lock();
        try {
            if (keeps()) {
                merge(image);
            }
        } finally {
            unlock();
        }
    }

    /**
     * Two keys turned out to be spellings of one row's. What was read under {@code older} is kept behind
     * what was read under {@code newer}.
     */
    public void joined(RowKey newer, RowKey older) {
        lock.lock();
        try {
            RowImage kept = images.find(newer, millis.getAsLong());
            RowImage other = images.remove(older);
            if (kept != null && other != null) {
                images.put(kept.over(other.under(newer)));
            }
        } finally {
            unlock();
        }
    }

    /** The image of a row without columns that are not there any more. */
    public void reduced(RowImage image) {
        lock.lock();
        try {
            if (images.find(image.key(), millis.getAsLong()) != null) {
                images.put(image);
            }
        } finally {
            unlock();
        }
    }

    /** An own write of one row succeeded, and what it stored is not known. */
    public void wrote(RowKey key) {
        lock.lock();
        try {
            if (inTransaction()) {
                overlay.hold(key, false, millis.getAsLong());
            } else if (images.remove(key) != null) {
                drops.add(1, DropReason.UNKNOWN_AFTER_WRITE);
            }
        } finally {
            unlock();
        }
    }

    /** An own write of one row succeeded and stored {@code stored}, which covers all columns of the image. */
    public void wrote(RowKey key, RowImage stored) {
        lock.lock();
        try {
            if (inTransaction()) {
                overlay.hold(key, false, millis.getAsLong());
                merge(stored);
                return;
            }
            RowImage before = images.find(key, millis.getAsLong());
            if (keeps() && (before == null || stored.covers(before))) {
                merge(stored);
            } else if (images.remove(key) != null) {
                drops.add(1, DropReason.UNKNOWN_AFTER_WRITE);
            }
        } finally {
            unlock();
        }
    }

    /** An own write deleted one row. */
    public void deleted(RowKey key) {
        lock.lock();
        try {
            if (inTransaction()) {
                overlay.hold(key, true, millis.getAsLong());
            }
            images.remove(key);
        } finally {
            unlock();
        }
    }

    /**
     * An own insert put rows of unknown keys into {@code table}. What is known stays known; rows read
     * from now on for the first time may be these, and leave with a rollback.
     */
    public void inserted(TableName table) {
        lock.lock();
        try {
            if (inTransaction()) {
                overlay.inserted(table);
            }
        } finally {
            unlock();
        }
    }

    /** An own write may have changed any row of {@code table}. */
    public void forget(TableName table, DropReason why) {
        forgetRows(table, why);
    }

    /** An own write may have changed any row of any table. */
    public void forgetAll(DropReason why) {
        forgetRows(null, why);
    }

    private void forgetRows(@Nullable TableName table, DropReason why) {
        lock.lock();
        try {
            List<RowImage> forgotten = images.removeAll(table);
            drops.add(forgotten.size(), why);
            if (inTransaction()) {
                overlay.forgot(table, forgotten);
            }
        } finally {
            unlock();
        }
    }

    /** The rows whose stored values must be read, in this transaction, for their images to outlive it. */
    public List<RowImage> unconfirmed() {
        lock.lock();
        try {
            List<RowImage> rows = new ArrayList<>();
            if (lifetime == Lifetime.CONNECTION) {
                long now = millis.getAsLong();
                for (RowKey key : overlay.unknown()) {
                    RowImage image = images.find(key, now);
                    if (image != null) {
                        rows.add(image);
                    }
                }
            }
            return rows;
        } finally {
            unlock();
        }
    }

    /** The re-read of a row found {@code stored}; covers all columns of the image. Means nothing once the write is undone. */
    public void confirmed(RowKey key, RowImage stored) {
        lock.lock();
        try {
            if (overlay.holds(key) && images.find(key, millis.getAsLong()) != null) {
                merge(stored);
            }
        } finally {
            unlock();
        }
    }

    /** The re-read of a row failed or found nothing. */
    public void lost(RowKey key) {
        lock.lock();
        try {
            if (overlay.holds(key) && images.remove(key) != null) {
                drops.add(1, DropReason.UNKNOWN_AFTER_WRITE);
            }
        } finally {
            unlock();
        }
    }

    /** The autocommit mode is {@code on} from here; a change to on commits, as the driver does. */
    public void autoCommit(boolean on) {
        lock.lock();
        try {
            if (on && !autoCommit) {
                publish();
            }
            autoCommit = on;
        } finally {
            unlock();
        }
    }

    /** A transaction was begun in autocommit mode by a statement; it lasts until commit or rollback. */
    public void begin() {
        lock.lock();
        try {
            begun = true;
        } finally {
            unlock();
        }
    }

    /** A savepoint was set; one set before with an equal token is hidden until this one is released. */
    public void savepoint(Object token) {
        lock.lock();
        try {
            if (inTransaction()) {
                overlay.log().setSavepoint(token);
            }
        } finally {
            unlock();
        }
    }

    /** The transaction was rolled back to a savepoint, which stays set. */
    public void rollbackTo(Object token) {
        lock.lock();
        try {
            if (inTransaction()) {
                overlay.rollbackTo(token);
            }
            images.shrink(millis.getAsLong());
        } finally {
            unlock();
        }
    }

    /** A savepoint, and those set after it, were released. */
    public void release(Object token) {
        lock.lock();
        try {
            overlay.log().release(token);
        } finally {
            unlock();
        }
    }

    /** Whether there are own writes that are neither committed nor rolled back. */
    public boolean hasWritten() {
        lock.lock();
        try {
            return overlay.hasWritten();
        } finally {
            unlock();
        }
    }

    /** What the rows held now store is not known any more. */
    public void doubtWritten() {
        lock.lock();
        try {
            overlay.doubt();
        } finally {
            unlock();
        }
    }

    /**
     * The transaction may have ended: no row counts as held any more. What was known stays, and a
     * rollback that comes later undoes what it would have undone.
     */
    public void endHolds() {
        lock.lock();
        try {
            overlay.dropUnknown(DropReason.UNKNOWN_AFTER_WRITE);
            overlay.endHolds();
        } finally {
            unlock();
        }
    }

    /** The transaction, or a part of it, was committed or rolled back, nobody knows which. */
    public void endUnknown() {
        lock.lock();
        try {
            overlay.forgetWritten();
            overlay.end();
        } finally {
            unlock();
        }
    }

    /** The transaction was committed. */
    public void commit() {
        lock.lock();
        try {
            publish();
        } finally {
            unlock();
        }
    }

    /** The transaction was rolled back. */
    public void rollback() {
        lock.lock();
        try {
            if (lifetime == Lifetime.TRANSACTION) {
                images.clear();
            } else {
                overlay.rollback();
            }
            end();
            images.shrink(millis.getAsLong());
        } finally {
            unlock();
        }
    }

    /** Everything read is forgotten, as when the connection ends; the autocommit mode stays. */
    public void clear() {
        lock.lock();
        try {
            images.clear();
            end();
        } finally {
            unlock();
        }
    }

    /** How much is remembered. */
    record Footprint(long rows, long bytes, long undoEntries, long undoBytes, long savepoints) {}

    Footprint footprint() {
        lock.lock();
        try {
            UndoLog log = overlay.log();
            return new Footprint(images.size(), images.bytes(), log.size(), log.bytes(), log.savepoints());
        } finally {
            unlock();
        }
    }

    private boolean inTransaction() {
        return begun || !autoCommit;
    }

    private boolean keeps() {
        return lifetime == Lifetime.CONNECTION || inTransaction();
    }

    /** Puts a newer image over what is known; it tells what an own write stored if it covers all of that. */
    private void merge(RowImage image) {
        // the time of the read serves as now: a scan does not ask the clock once more for each row
        long now = image.readAtMillis();
        RowImage before = images.find(image.key(), now);
        overlay.reading(image, before);
        images.put(before == null ? image : image.over(before));
        images.shrink(now);
    }

    private void publish() {
        if (lifetime == Lifetime.TRANSACTION) {
            images.clear();
        } else {
            overlay.dropUnknown(DropReason.UNKNOWN_AFTER_WRITE);
        }
        end();
    }

    private void end() {
        overlay.end();
        begun = false;
    }

    private void unlock() {
        int[] dropped = drops.take();
        lock.unlock();
        Drops.tell(dropped, events);
    }
}
