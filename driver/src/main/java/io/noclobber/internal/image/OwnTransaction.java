package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import io.noclobber.store.RowMerge;
import io.noclobber.store.StoredRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a conversation that one connection has written in its transaction, with all that this transaction knows of
 * them. What is not here is in the conversation. Thread-safe.
 *
 * <p>A row is taken over before its first write, so that a store of images can log and undo what becomes of it; the
 * conversation keeps it as it was until the commit. So another connection of the same conversation sees what it would see
 * of any other user, and a rollback has nothing to undo there.
 */
final class OwnTransaction {
    private final ReentrantLock lock = new ReentrantLock();
    private final ImageStore store;

    /** The rows taken over, as they were in the conversation; {@code null} where it knew nothing of them. */
    private final Map<RowKey, @Nullable StoredRow> taken = new LinkedHashMap<>();

    OwnTransaction(ImageStore store) {
        this.store = store;
    }

    ImageStore store() {
        return store;
    }

    /** Whether what is known of the row is known here, if at all. */
    boolean has(RowKey key) {
        lock.lock();
        try {
            return taken.containsKey(key) || store.find(key) != null;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return taken.isEmpty() && store.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Runs {@code work} with nobody else at it. */
    <T extends @Nullable Object> T alone(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** An own write changes one row. */
    void write(SharedImages shared, RowKey key, Runnable change) {
        lock.lock();
        try {
            if (!has(key)) {
                take(key, shared.find(key));
            }
            change.run();
            settle(shared);
        } finally {
            lock.unlock();
        }
    }

    /** An own write changes any rows of one table, or of all. */
    void writeAll(SharedImages shared, @Nullable TableName table, Runnable change) {
        lock.lock();
        try {
            for (StoredRow row : shared.rows()) {
                RowKey key = row.key().key();
                if ((table == null || key.table().equals(table)) && !has(key)) {
                    take(key, row);
                }
            }
            change.run();
            settle(shared);
        } finally {
            lock.unlock();
        }
    }

    private void take(RowKey key, @Nullable StoredRow row) {
        taken.put(key, row);
        if (row != null) {
            store.takeOver(row.image(), row.isDoubtful());
        }
    }

    /** Outside a transaction a write is committed as soon as it is done. */
    private void settle(SharedImages shared) {
        if (!store.inTransaction()) {
            publish(shared);
        }
    }

    /** The transaction is committed: the conversation knows what it knew. */
    void publish(SharedImages shared) {
        lock.lock();
        try {
            List<StoredRow> written = new ArrayList<>();
            List<StoredRow> read = new ArrayList<>();
            List<RowKey> gone = new ArrayList<>();
            for (RowImage image : store.all()) {
                if (isNew(image)) {
                    (taken.containsKey(image.key()) ? written : read).add(row(shared, image));
                }
            }
            taken.forEach((key, before) -> {
                if (before != null && store.find(key) == null) {
                    gone.add(key);
                }
            });
            shared.merge(written, RowMerge.REPLACED);
            shared.merge(read, RowMerge.FIRST_STANDS);
            shared.remove(gone);
            clear();
        } finally {
            lock.unlock();
        }
    }

    /** The transaction is undone: the conversation knows what it knew before, and what else was read. */
    void giveBack(SharedImages shared) {
        lock.lock();
        try {
            List<StoredRow> read = new ArrayList<>();
            for (RowImage image : store.all()) {
                if (isNew(image)) {
                    read.add(row(shared, image));
                }
            }
            shared.merge(read, RowMerge.FIRST_STANDS);
            clear();
        } finally {
            lock.unlock();
        }
    }

    private boolean isNew(RowImage image) {
        StoredRow before = taken.get(image.key());
        return before == null || before.image() != image || before.isDoubtful() != store.isDoubtful(image.key());
    }

    private StoredRow row(SharedImages shared, RowImage image) {
        return shared.row(image, store.isDoubtful(image.key()));
    }

    private void clear() {
        store.forgetImages();
        taken.clear();
    }

    /** The borrower of the connection has gone, and his transaction with him. */
    void forget() {
        lock.lock();
        try {
            store.clear();
            taken.clear();
        } finally {
            lock.unlock();
        }
    }
}
