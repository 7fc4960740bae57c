package io.noclobber.internal.image;

import io.noclobber.store.StoredKey;
import io.noclobber.store.StoredRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a conversation as one request of it has found them. Thread-safe.
 *
 * <p>A request goes by them to its end: what other requests of the same conversation write meanwhile is to it what other
 * users write. The next request goes by what the conversation knows then. There are not more of them than a limit allows;
 * of those beyond it a request goes by what the conversation knows.
 */
public final class SeenRows {
    private static final int MOST_ROWS = 10_000;
    private static final long MOST_BYTES = 16L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<StoredKey, StoredRow> rows = new LinkedHashMap<>();
    private final Map<StoredKey, StoredRow> atFork;
    private volatile @Nullable String readFor;
    private long bytes;

    /** Those of a request that begins. */
    public SeenRows() {
        this(Map.of());
    }

    private SeenRows(Map<StoredKey, StoredRow> atFork) {
        this.atFork = atFork;
        atFork.values().forEach(this::put);
    }

    /** The request has read for a conversation, which has yet to be told. */
    void reads(String conversation) {
        readFor = conversation;
    }

    /** The conversation that the request has read for is told what it has read. */
    public void tell() {
        String conversation = readFor;
        if (conversation != null) {
            UntoldReads.tell(conversation);
        }
    }

    /** Those of a task that this request gives to another thread: beside it, as if it were a request of its own. */
    public SeenRows fork() {
        tell();
        lock.lock();
        try {
            return new SeenRows(new LinkedHashMap<>(rows));
        } finally {
            lock.unlock();
        }
    }

    /** A task that was given to another thread is done: what it has read and written, this request has. */
    public void join(SeenRows forked) {
        tell();
        forked.tell();
        Map<StoredKey, StoredRow> now = forked.all();
        lock.lock();
        try {
            forked.atFork.keySet().forEach(key -> {
                if (!now.containsKey(key)) {
                    take(key);
                }
            });
            now.forEach((key, row) -> {
                if (forked.atFork.get(key) != row) {
                    put(row);
                }
            });
        } finally {
            lock.unlock();
        }
    }

    private Map<StoredKey, StoredRow> all() {
        lock.lock();
        try {
            return new LinkedHashMap<>(rows);
        } finally {
            lock.unlock();
        }
    }

    @Nullable StoredRow find(StoredKey key) {
        lock.lock();
        try {
            return rows.get(key);
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

    void put(StoredRow row) {
        lock.lock();
        try {
            take(row.key());
            rows.put(row.key(), row);
            bytes += row.weigh();
            for (Iterator<StoredRow> eldest = rows.values().iterator();
                    rows.size() > MOST_ROWS || bytes > MOST_BYTES && eldest.hasNext(); ) {
                bytes -= eldest.next().weigh();
                eldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    void remove(StoredKey key) {
        lock.lock();
        try {
            take(key);
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

    /** The conversation has been forgotten. */
    public void clear() {
        lock.lock();
        try {
            rows.clear();
            bytes = 0;
        } finally {
            lock.unlock();
        }
    }
}
