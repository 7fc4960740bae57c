package io.noclobber.internal.guard;

import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The open tracked result sets of one connection. Thread-safe. */
final class Trackers {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<ReadTracker> open = new ArrayList<>();
    private volatile boolean any;

    /** Two threads at two result sets may lose an arrival, no more. */
    private long arrivals;

    void add(ReadTracker tracker) {
        lock.lock();
        try {
            open.add(tracker);
            any = true;
        } finally {
            lock.unlock();
        }
    }

    /** What is open there is open here from now on. */
    void takeOver(Trackers others) {
        others.snapshot().forEach(this::add);
        others.clear();
    }

    void remove(ReadTracker tracker) {
        lock.lock();
        try {
            for (int i = open.size() - 1; i >= 0; i--) {
                if (open.get(i) == tracker) {
                    open.remove(i);
                    break;
                }
            }
            any = !open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Captures the rows that cursors stand on: they are about to be written, or their transaction to end. */
    void captureCurrentRows() {
        if (!any) {
            return;
        }
        List<ReadTracker> trackers = new ArrayList<>(snapshot());
        // two cursors may show one row: what the application reached last is what it knows
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

    /**
     * Own writes have been undone, so that open result sets show rows as they are once more.
     *
     * @param held whether an own write that was not undone still changes the row
     */
    void rolledBack(Predicate<RowKey> held) {
        if (any) {
            snapshot().forEach(tracker -> tracker.rolledBack(held));
        }
    }

    /** An own write has changed one row: what open result sets still show of it is old. */
    void overtakenBy(RowKey key) {
        if (any) {
            snapshot().forEach(tracker -> tracker.overtakenBy(key));
        }
    }

    /** An own write may have changed any row of a table. */
    void overtakenBy(TableName table) {
        if (any) {
            snapshot().forEach(tracker -> tracker.overtakenBy(table));
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
            open.clear();
            any = false;
        } finally {
            lock.unlock();
        }
    }

    private List<ReadTracker> snapshot() {
        lock.lock();
        try {
            return List.copyOf(open);
        } finally {
            lock.unlock();
        }
    }
}
