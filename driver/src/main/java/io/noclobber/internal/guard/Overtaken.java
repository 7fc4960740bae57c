package io.noclobber.internal.guard;

import io.noclobber.row.RowKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one result set may show as they are no more: own writes have changed them since it was opened, or were
 * undone that it still shows. Told from the thread that writes, asked from the one that reads.
 */
final class Overtaken {
    /** A change that no rollback takes back. */
    private static final Long FOR_GOOD = 0L;

    private volatile long opened;

    /** Keys, and names of tables of which any row may have been changed, with the moment of the first change. */
    private volatile @Nullable Map<Object, Long> changed;

    Overtaken(long opened) {
        this.opened = opened;
    }

    /** The result was opened earlier than it was asked for. */
    void opened(long moment) {
        opened = moment;
    }

    boolean contains(RowKey key) {
        Map<Object, Long> newer = changed;
        return newer != null && (newer.containsKey(key) || newer.containsKey(key.table()));
    }

    void by(OwnWrites.Change change) {
        if (change.overtakes(opened)) {
            add(change.what(), change.undoes() ? FOR_GOOD : change.at());
        }
    }

    /** Any row of the table may have changed, for all that is known. */
    void by(Object what) {
        add(what, FOR_GOOD);
    }

    private void add(Object what, Long moment) {
        Map<Object, Long> newer = changed;
        if (newer == null) {
            newer = new ConcurrentHashMap<>();
            changed = newer;
        }
        newer.merge(what, moment, Math::min);
    }

    /** What came after {@code moment} was undone, so that the result shows these rows as they are once more. */
    void undone(long moment) {
        Map<Object, Long> newer = changed;
        if (newer != null) {
            newer.values().removeIf(at -> at > moment);
        }
    }
}
