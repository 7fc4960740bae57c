package io.noclobber.internal.jdbc;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The application's statements by the driver's. Thread-safe; keeps none of them alive. */
final class KnownStatements {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<PreparedStatement, Reference<PreparedStatement>> known = new WeakHashMap<>();

    void add(PreparedStatement driver, PreparedStatement ours) {
        lock.lock();
        try {
            known.put(driver, new WeakReference<>(ours));
        } finally {
            lock.unlock();
        }
    }

    @Nullable PreparedStatement find(PreparedStatement driver) {
        lock.lock();
        try {
            Reference<PreparedStatement> ours = known.get(driver);
            return ours == null ? null : ours.get();
        } finally {
            lock.unlock();
        }
    }
}
