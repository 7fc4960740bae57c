package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the application of one connection has read. Thread-safe; never calls out with its lock held.
 *
 * <p>A read changes the images for good: what the application saw it has seen, whatever becomes of the
 * transaction. An own write changes them until the transaction ends, so it logs what was known of the
 * row before, and a rollback restores that: with the values from before where they were known, without
 * those that the write has set where they were not, and with all else that was read since. It follows that a
 * row read after a savepoint, but written before it, keeps its image when only the savepoint is rolled back.
 *
 * <p>A limit may take any image. The log does not depend on it: a rollback restores what was known
 * before the write even if the image of today has left.
 */
public final class ImageStore implements RowImages {
    /** How long images live. */
    public enum Lifetime {
        /** Until the transaction ends; without one, not at all. */
        TRANSACTION,
        /** Until the connection ends. */
        CONNECTION
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Drops drops = new Drops();
    private final ImageEvents events;
    private final ImageLimits limits;
    private final LongSupplier millis;
    private final TransactionSpan span;
    private final Images images;
    private final Overlay overlay;
    private final Reads reads;
    private final OwnWrites writes;
    private final Ends ends;

    /** For the store of a branch. */
    private final Inheritance inheritance = new Inheritance();

    /**
     * An empty store, in autocommit mode.
     *
     * @param events is told what is dropped, never with the lock held
     * @param millis the clock by which images age, in milliseconds since the epoch
     */
    public ImageStore(ImageLimits limits, Lifetime lifetime, ImageEvents events, LongSupplier millis) {
        this.events = events;
        this.limits = limits;
        this.millis = millis;
        this.span = new TransactionSpan(lifetime);
        this.images = new Images(limits, drops);
        this.overlay = new Overlay(limits, images, drops);
        this.reads = new Reads(span, images, overlay, millis);
        this.writes = new OwnWrites(span, images, overlay, reads, drops, millis);
        this.ends = new Ends(span, images, overlay, millis);
    }

    @Override
    public boolean isEmpty() {
        return locked(() -> images.isEmpty() && overlay.isEmpty());
    }

    @Override
    public boolean holds(TableName table) {
        return locked(() -> images.holds(table));
    }

    @Override
    public List<TableName> tables() {
        return locked(images::tables);
    }

    @Override
    public List<RowKey> keys(TableName table) {
        return locked(() -> images.keys(table));
    }

    @Override
    public List<RowImage> images(TableName table) {
        return locked(() -> {
            List<RowImage> found = new ArrayList<>();
            for (RowKey key : images.keys(table)) {
                RowImage image = reads.find(key);
                if (image != null) {
                    found.add(image);
                }
            }
            return found;
        });
    }

    @Override
    public @Nullable RowImage find(RowKey key) {
        lock.lock();
        try {
            return reads.find(key);
        } finally {
            unlock();
        }
    }

    @Override
    public boolean held(RowKey key) {
        lock.lock();
        try {
            return overlay.holds(key);
        } finally {
            unlock();
        }
    }

    @Override
    public boolean isDoubtful(RowKey key) {
        return locked(() -> images.isDoubtful(key));
    }

    @Override
    public boolean outlivesTransaction() {
        return span.outlivesTransaction();
    }

    @Override
    public boolean isKnown(RowKey key) {
        lock.lock();
        try {
            return overlay.knows(key);
        } finally {
            unlock();
        }
    }

    /** Columns that only an earlier read covered are kept behind. */
    @Override
    public void read(RowImage image) {
        lock.lock();
        try {
            reads.read(image);
        } finally {
            unlock();
        }
    }

    /** What was read under {@code older} is kept behind what was read under {@code newer}. */
    @Override
    public void joined(RowKey newer, RowKey older) {
        locked(() -> reads.joined(newer, older));
    }

    @Override
    public void replaced(RowImage image) {
        locked(() -> reads.replaced(image));
    }

    @Override
    public void wrote(RowKey key, OwnWork work) {
        locked(() -> writes.wrote(key, work));
    }

    @Override
    public void wrote(RowKey key, OwnWork work, RowImage stored) {
        locked(() -> writes.wrote(key, work, stored));
    }

    @Override
    public void mayHaveWritten(RowKey key, OwnWork work) {
        locked(() -> writes.mayHaveWritten(key, work));
    }

    @Override
    public void deleted(RowKey key) {
        locked(() -> writes.deleted(key));
    }

    @Override
    public void doubt(RowKey key) {
        locked(() -> images.doubt(key));
    }

    @Override
    public void inserted(TableName table) {
        locked(() -> writes.inserted(table));
    }

    @Override
    public void forget(TableName table, OwnWork work, DropReason why) {
        locked(() -> writes.forget(table, work, why));
    }

    @Override
    public void forgetAll(DropReason why) {
        locked(() -> writes.forget(null, OwnWork.UNKNOWN, why));
    }

    @Override
    public List<RowImage> unconfirmed() {
        return locked(writes::unconfirmed);
    }

    @Override
    public void confirmed(RowKey key, RowImage stored) {
        locked(() -> writes.confirmed(key, stored));
    }

    @Override
    public void lost(RowKey key) {
        locked(() -> writes.lost(key));
    }

    /** The autocommit mode is {@code on} from here; a change to on commits, as the driver does. */
    public void autoCommit(boolean on) {
        locked(() -> ends.autoCommit(on));
    }

    /** A transaction was begun in autocommit mode by a statement; it lasts until commit or rollback. */
    public void begin() {
        locked(span::begin);
    }

    /** A savepoint was set; one set before with an equal token is hidden until this one is released. */
    public void savepoint(Object token) {
        locked(() -> ends.savepoint(token));
    }

    /** The transaction was rolled back to a savepoint, which stays set. */
    public void rollbackTo(Object token) {
        locked(() -> ends.rollbackTo(token));
    }

    /** A savepoint, and those set after it, were released. */
    public void release(Object token) {
        locked(() -> overlay.log().release(token));
    }

    @Override
    public boolean hasWritten() {
        return locked(overlay::hasWritten);
    }

    @Override
    public void doubtWritten() {
        locked(overlay::doubt);
    }

    /**
     * The transaction may have ended: no row counts as held any more. What was known stays, and a
     * rollback that comes later undoes what it would have undone.
     */
    public void endHolds() {
        locked(ends::endHolds);
    }

    /** The transaction, or a part of it, was committed or rolled back, nobody knows which. */
    public void endUnknown() {
        locked(ends::endUnknown);
    }

    /** The transaction was committed. */
    public void commit() {
        locked(ends::commit);
    }

    /** The transaction was rolled back. */
    public void rollback() {
        locked(ends::rollback);
    }

    /**
     * A store for a branch of a distributed transaction: with what is known here, and in a transaction of its own. What
     * becomes of its images is not seen here before {@link #join}.
     */
    public ImageStore branch() {
        ImageStore branch = new ImageStore(limits, span.lifetime(), events, millis);
        branch.span.autoCommit(false);
        locked(() -> images.copyTo(branch.images));
        branch.inheritance.take(branch.images);
        return branch;
    }

    /**
     * The transaction of a branch is over, and what is known in its store is known here from now on. What was read here
     * since the branch began, or is held here, is not older for that: it stays.
     */
    public void join(ImageStore branch) {
        Images left = new Images(limits, new Drops());
        branch.locked(() -> branch.images.copyTo(left));
        locked(() -> {
            branch.inheritance.giveBack(left, images, overlay);
            images.shrink(millis.getAsLong());
        });
    }

    /**
     * Everything read is forgotten, as when the connection ends; the autocommit mode stays.
     *
     * @return how many rows that were
     */
    public int clear() {
        return locked(() -> {
            int rows = images.size();
            ends.clear();
            return rows;
        });
    }

    boolean inTransaction() {
        return locked(span::inTransaction);
    }

    /** Nothing was done here so far: from here on this belongs to the transaction that {@code other} is in. */
    void joinTransaction(ImageStore other) {
        List<Object> savepoints = other.locked(() -> other.overlay.log().tokens());
        boolean autoCommit = other.locked(() -> other.span.autoCommit());
        boolean begun = other.inTransaction() && autoCommit;
        locked(() -> {
            span.autoCommit(autoCommit);
            if (begun) {
                span.begin();
            }
            savepoints.forEach(ends::savepoint);
        });
    }

    /** An image that is known elsewhere is known here. */
    void takeOver(RowImage image, boolean doubtful) {
        locked(() -> {
            images.put(image);
            if (doubtful) {
                images.doubt(image.key());
            }
        });
    }

    /** Whether rows of the table that were not known may be the work of own writes of the current transaction. */
    boolean isMarked(TableName table) {
        return locked(() -> overlay.isMarked(table));
    }

    /** All images, the one read longest ago first. */
    List<RowImage> all() {
        return locked(() -> {
            List<RowImage> all = new ArrayList<>();
            images.forEach(all::add);
            return all;
        });
    }

    void remove(RowKey key) {
        locked(() -> {
            images.remove(key);
        });
    }

    /** The images are known elsewhere from here on. */
    void forgetImages() {
        locked(images::clear);
    }

    /** How much is remembered. */
    record Footprint(long rows, long bytes, long undoEntries, long undoBytes, long savepoints) {}

    Footprint footprint() {
        return locked(() -> {
            UndoLog log = overlay.log();
            return new Footprint(images.size(), images.bytes(), log.size(), log.bytes(), log.savepoints());
        });
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            unlock();
        }
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            unlock();
        }
    }

    private void unlock() {
        int[] dropped = drops.take();
        lock.unlock();
        Drops.tell(dropped, events);
    }
}
