package io.noclobber.internal.conversation;

import io.noclobber.store.RowMerge;
import io.noclobber.store.StoreLimits;
import io.noclobber.store.StoredKey;
import io.noclobber.store.StoredRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The rows of one conversation, the one read longest ago first. Thread-safe. */
final class Kept {
    /** The object itself, its map and lock, and its entry in the cache. */
    private static final int OWN_BYTES = 400;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<StoredKey, StoredRow> rows = new LinkedHashMap<>();
    private long bytes = OWN_BYTES;

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return rows.size();
        } finally {
            lock.unlock();
        }
    }

    void find(Collection<StoredKey> keys, Map<StoredKey, StoredRow> found) {
        lock.lock();
        try {
            for (StoredKey key : keys) {
                StoredRow row = rows.get(key);
                if (row != null) {
                    found.put(key, row);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    List<StoredRow> rows() {
        lock.lock();
        try {
            return List.copyOf(rows.values());
        } finally {
            lock.unlock();
        }
    }

    List<StoredRow> rows(String database) {
        lock.lock();
        try {
            List<StoredRow> found = new ArrayList<>();
            for (StoredRow row : rows.values()) {
                if (row.key().database().equals(database)) {
                    found.add(row);
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Says whether anything is another now. */
    boolean merge(List<StoredRow> more, RowMerge how) {
        lock.lock();
        try {
            boolean changed = false;
            for (StoredRow row : more) {
                StoredRow known = rows.get(row.key());
                StoredRow merged = how.merge(known, row);
                if (merged != known) {
                    take(row.key());
                    rows.put(merged.key(), merged);
                    bytes += merged.weigh();
                    changed = true;
                }
            }
            return changed;
        } finally {
            lock.unlock();
        }
    }

    private void take(StoredKey key) {
        StoredRow gone = rows.remove(key);
        if (gone != null) {
            bytes -= gone.weigh();
        }
    }

    void remove(Collection<StoredKey> keys) {
        lock.lock();
        try {
            keys.forEach(this::take);
        } finally {
            lock.unlock();
        }
    }

    /** Drops the rows read longest ago while there are too many; says how many. */
    int shrinkRows(StoreLimits limits) {
        return shrink(limits.rows(), Long.MAX_VALUE);
    }

    /** Drops the rows read longest ago while they weigh too much; says how many. */
    int shrinkBytes(StoreLimits limits) {
        return shrink(Long.MAX_VALUE, limits.conversationBytes());
    }

    private int shrink(long mostRows, long mostBytes) {
        lock.lock();
        try {
            int dropped = 0;
            for (Iterator<StoredRow> eldest = rows.values().iterator();
                    eldest.hasNext() && (rows.size() > mostRows || bytes - OWN_BYTES > mostBytes);
                    dropped++) {
                bytes -= eldest.next().weigh();
                eldest.remove();
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
