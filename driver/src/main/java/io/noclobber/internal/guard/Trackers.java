package io.noclobber.internal.guard;

import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The open tracked result sets of one connection. Thread-safe. */
final class Trackers {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<ReadTracker> open = new ArrayList<>();
    private volatile boolean any;

    void add(ReadTracker tracker) {
        lock.lock();
        try {
            open.add(tracker);
            any = true;
        } finally {
            lock.unlock();
        }
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
        for (ReadTracker tracker : snapshot()) {
            tracker.captureInPlace();
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
