package io.noclobber.internal.guard;

import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open tracked result sets of one connection. Thread-safe.
 *
 * <p>Applications forget to close them, and leave that to the garbage collector. One whose row is not captured yet is held:
 * what the application has read is needed when it writes. Of those the eldest are captured where there are many, and no
 * longer held until their cursor comes to another row.
 */
final class Trackers {
    /** So many are held. */
    static final int HELD = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<ReadTracker> held = new ArrayList<>();
    private final LooseTrackers loose = new LooseTrackers();
    private final AtomicLong moments;
    private final OwnWrites writes;
    private final BooleanSupplier inTransaction;
    private volatile boolean any;
    private volatile boolean several;

    /** Two threads at two result sets may lose an arrival, no more. */
    private long arrivals;

    /**
     * @param inTransaction whether an own write can still be undone
     */
    Trackers(BooleanSupplier inTransaction) {
        this(inTransaction, new AtomicLong());
    }

    private Trackers(BooleanSupplier inTransaction, AtomicLong moments) {
        this.inTransaction = inTransaction;
        this.moments = moments;
        this.writes = new OwnWrites(moments);
    }

    /** Those of other work on the same connection, whose results may be taken over. */
    Trackers branch() {
        return new Trackers(() -> true, moments);
    }

    /** The number of own writes so far; only their order counts. */
    long moment() {
        return moments.get();
    }

    void add(ReadTracker tracker) {
        ReadTracker eldest;
        lock.lock();
        try {
            tracker.loosened(null);
            several = any;
            held.add(tracker);
            any = true;
            eldest = held.size() > HELD ? held.get(0) : null;
        } finally {
            lock.unlock();
        }
        if (eldest != null) {
            loosen(eldest);
        }
    }

    /** Captures the row under a cursor, and leaves the result to the garbage collector. */
    private void loosen(ReadTracker eldest) {
        eldest.captureAside();
        eldest.settle(); // nobody can any more, once it is collected
        lock.lock();
        try {
            if (!remove(held, eldest)) {
                return;
            }
            eldest.loosened(this);
            if (eldest.needsHolding()) {
                eldest.loosened(null);
                held.add(eldest); // another thread is at its cursor
            } else {
                loose.add(eldest);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The cursor has come to a row that is to be captured. */
    void hold(ReadTracker tracker) {
        lock.lock();
        try {
            if (loose.remove(tracker)) {
                held.add(tracker);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean remove(List<ReadTracker> trackers, ReadTracker tracker) {
        for (int i = trackers.size() - 1; i >= 0; i--) {
            if (trackers.get(i) == tracker) {
                trackers.remove(i);
                return true;
            }
        }
        return false;
    }

    /** What is open there is open here from now on. */
    void takeOver(Trackers others) {
        others.snapshot().forEach(this::add);
        others.clear();
    }

    void remove(ReadTracker tracker) {
        lock.lock();
        try {
            if (!remove(held, tracker)) {
                loose.remove(tracker);
            }
            any = !held.isEmpty() || !loose.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Captures the rows that cursors stand on: they are about to be written, or their transaction to end. */
    void captureCurrentRows() {
        if (!any) {
            return;
        }
        List<ReadTracker> trackers = snapshot();
        // two cursors may show one row: what the application reached last is what it knows
        trackers.sort(Comparator.comparingLong(ReadTracker::arrival));
        trackers.forEach(ReadTracker::captureAside);
    }

    /**
     * Captures the rows of cursors that end with a commit: there may be one.
     *
     * @param not whose row is captured already, if anyone's
     */
    void captureRowsThatEnd(@Nullable RowTracker not) {
        if (!any) {
            return;
        }
        List<ReadTracker> trackers = snapshot();
        trackers.removeIf(tracker -> tracker == not || !tracker.endsAtCommit());
        trackers.sort(Comparator.comparingLong(ReadTracker::arrival));
        trackers.forEach(ReadTracker::captureAside);
    }

    /**
     * Captures the rows that cursors over the same tables stand on: the application is about to read these
     * tables anew, and what it then reads is newer than what it has read there.
     */
    void captureCurrentRowsOf(List<BoundRead.Source> tables) {
        if (!any) {
            return;
        }
        for (ReadTracker tracker : snapshot()) {
            if (tracker.reads(tables)) {
                tracker.captureOlder();
            }
        }
    }

    /** A cursor that came to its row at {@code arrival} has shown it: others that came to it before have not seen it later. */
    void readElsewhere(List<BoundRead.Source> tables, long arrival) {
        if (!several) {
            return;
        }
        for (ReadTracker tracker : snapshot()) {
            if (tracker.reads(tables)) {
                tracker.readElsewhere(arrival);
            }
        }
    }

    /** Whether an open result shows rows of {@code table}. */
    boolean read(TableName table) {
        return any && snapshot().stream().anyMatch(tracker -> tracker.reads(table));
    }

    /** The open result whose cursor has a name; {@code null} where none is known. */
    @Nullable ReadTracker named(String cursor) {
        return snapshot().stream()
                .filter(tracker -> tracker.isNamed(cursor))
                .findFirst()
                .orElse(null);
    }

    /** The number of the next arrival of a cursor at a row; only their order counts. */
    long arrival() {
        return ++arrivals;
    }

    /** A savepoint was set. */
    void savepoint(Object token) {
        lock.lock();
        try {
            writes.savepoint(token);
        } finally {
            lock.unlock();
        }
    }

    void released(Object token) {
        lock.lock();
        try {
            writes.release(token);
        } finally {
            lock.unlock();
        }
    }

    /** The own writes since a savepoint have been undone. */
    void rolledBackTo(Object token) {
        lock.lock();
        try {
            undo(writes.since(token));
        } finally {
            lock.unlock();
        }
    }

    /** The own writes of the transaction have been undone. */
    void rolledBack() {
        lock.lock();
        try {
            undo(writes.begun());
            writes.ended();
        } finally {
            lock.unlock();
        }
    }

    /** Open result sets show rows as they are once more, or as they were for as long as the transaction was. */
    private void undo(long moment) {
        List<OwnWrites.Change> undone = writes.undo(moment);
        all().forEach(tracker -> tracker.undone(moment, undone));
    }

    /** The transaction has ended: what was not undone stays. */
    void ended() {
        lock.lock();
        try {
            writes.ended();
        } finally {
            lock.unlock();
        }
    }

    /** An own write may have changed one row: what open result sets still show of it is old. */
    void overtakenBy(RowKey key, OwnWork work) {
        overtakenBy(key, work, false);
    }

    /** An own write may have changed any row of a table. */
    void overtakenBy(TableName table, OwnWork work) {
        overtakenBy(table, work, false);
    }

    /** An own write has changed one row; {@code certainly} if it is known that there was one. */
    void wrote(RowKey key, OwnWork work, boolean certainly) {
        overtakenBy(key, work, certainly);
    }

    private void overtakenBy(Object what, OwnWork work, boolean certainly) {
        boolean lasting = !inTransaction.getAsBoolean();
        lock.lock();
        try {
            OwnWrites.Change change = writes.add(what, work, lasting, certainly);
            all().forEach(tracker -> tracker.overtakenBy(change));
        } finally {
            lock.unlock();
        }
    }

    /** Whether the transaction had written the row by {@code moment}, so that nobody else has since. */
    boolean wroteBefore(long moment, RowKey key) {
        lock.lock();
        try {
            return writes.wroteBefore(moment, key);
        } finally {
            lock.unlock();
        }
    }

    /** Tells a result that was opened at {@code moment} what own writes have done since. */
    boolean since(long moment, Consumer<OwnWrites.Change> listener) {
        lock.lock();
        try {
            return writes.tell(moment, listener);
        } finally {
            lock.unlock();
        }
    }

    boolean any() {
        return any;
    }

    /** The borrower of the connection has gone; what result sets it left open still show is captured no more. */
    void abandon() {
        if (any) {
            snapshot().forEach(ReadTracker::abandon);
            clear();
        }
    }

    /** What cursors stand on is captured for conversations; waits for nobody. */
    void captureForConversations() {
        if (any) {
            snapshot().forEach(ReadTracker::captureForConversation);
        }
    }

    void clear() {
        lock.lock();
        try {
            held.clear();
            loose.clear();
            any = false;
            several = false;
        } finally {
            lock.unlock();
        }
    }

    private List<ReadTracker> snapshot() {
        lock.lock();
        try {
            return all();
        } finally {
            lock.unlock();
        }
    }

    private List<ReadTracker> all() {
        List<ReadTracker> all = new ArrayList<>(held);
        loose.addTo(all);
        any = !all.isEmpty();
        several = all.size() > 1;
        return all;
    }
}
