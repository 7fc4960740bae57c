package io.noclobber.internal.guard;

import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows that own writes have changed since a result set was opened, which may still show them as they were before.
 * Told from the thread that writes, asked from the one that reads.
 */
final class Overtaken {
    /** Keys, and names of tables of which any row may have been changed. */
    private volatile @Nullable Set<Object> written;

    boolean contains(RowKey key) {
        Set<Object> newer = written;
        return newer != null && (newer.contains(key) || newer.contains(key.table()));
    }

    void add(RowKey key) {
        overtake(key);
    }

    void add(TableName table) {
        overtake(table);
    }

    private void overtake(Object newer) {
        Set<Object> copy = written == null ? new HashSet<>() : new HashSet<>(written);
        copy.add(newer);
        written = copy;
    }

    /** Own writes have been undone, but for those of the rows that are {@code held}. */
    void rolledBack(Predicate<RowKey> held) {
        Set<Object> newer = written;
        if (newer == null) {
            return;
        }
        Set<Object> left = new HashSet<>();
        for (Object what : newer) {
            if (what instanceof RowKey key && held.test(key)) {
                left.add(key);
            }
        }
        written = left.isEmpty() ? null : left;
    }
}
