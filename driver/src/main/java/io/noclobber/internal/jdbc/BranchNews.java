package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.BranchEnd;
import io.noclobber.internal.guard.BranchId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells all XA connections of one data source how a branch ended: a transaction manager completes it through whichever it
 * likes. Thread-safe; keeps no connection alive.
 */
public final class BranchNews {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<GuardedXAConnection> connections = Collections.newSetFromMap(new WeakHashMap<>());

    void join(GuardedXAConnection connection) {
        lock.lock();
        try {
            connections.add(connection);
        } finally {
            lock.unlock();
        }
    }

    void leave(GuardedXAConnection connection) {
        lock.lock();
        try {
            connections.remove(connection);
        } finally {
            lock.unlock();
        }
    }

    void completed(BranchId branch, BranchEnd end) {
        snapshot().forEach(connection -> connection.completed(branch, end));
    }

    private List<GuardedXAConnection> snapshot() {
        lock.lock();
        try {
            return List.copyOf(connections);
        } finally {
            lock.unlock();
        }
    }
}
