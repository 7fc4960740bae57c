package io.noclobber.internal.guard;

import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.RowKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one result set may show as they are no more: own writes have changed them since it was opened, or were
 * undone that it still shows. Told from the thread that writes, asked from the one that reads.
 */
final class Overtaken {
    /** The moment of a change that no rollback takes back. */
    private static final long FOR_GOOD = 0;

    /** What own writes have done to a row or table, the first of them at a moment. */
    private record Changed(long since, OwnWork work) {
        Changed and(Changed other) {
            return new Changed(Math.min(since, other.since), work.and(other.work));
        }
    }

    private volatile long opened;

    /** By keys, and by names of tables of which any row may have been changed. */
    private volatile @Nullable Map<Object, Changed> changed;

    Overtaken(long opened) {
        this.opened = opened;
    }

    /** The result was opened earlier than it was asked for. */
    void opened(long moment) {
        opened = moment;
    }

    /** When the result was opened. */
    long opened() {
        return opened;
    }

    boolean contains(RowKey key) {
        Map<Object, Changed> newer = changed;
        return newer != null && (newer.containsKey(key) || newer.containsKey(key.table()));
    }

    /** Whether an own write has deleted this very row. */
    boolean isDeleted(RowKey key) {
        Map<Object, Changed> newer = changed;
        OwnWork own = newer == null ? OwnWork.NONE : work(newer.get(key));
        return own.deletes() && !own.anything();
    }

    /** What own writes may have made of the row that the result does not show. */
    OwnWork work(RowKey key) {
        Map<Object, Changed> newer = changed;
        return newer == null ? OwnWork.NONE : work(newer.get(key)).and(work(newer.get(key.table())));
    }

    private static OwnWork work(@Nullable Changed change) {
        return change == null ? OwnWork.NONE : change.work();
    }

    void by(OwnWrites.Change change) {
        if (change.overtakes(opened)) {
            add(change.what(), new Changed(change.undoes() ? FOR_GOOD : change.at(), change.work()));
        }
    }

    /** The row or table may have changed like that, for all that is known. */
    void by(Object what, OwnWork work) {
        add(what, new Changed(FOR_GOOD, work));
    }

    private void add(Object what, Changed change) {
        Map<Object, Changed> newer = changed;
        if (newer == null) {
            newer = new ConcurrentHashMap<>();
            changed = newer;
        }
        newer.merge(what, change, Changed::and);
    }

    /** What came after {@code moment} was undone, so that the result shows these rows as they are once more. */
    void undone(long moment) {
        Map<Object, Changed> newer = changed;
        if (newer != null) {
            newer.values().removeIf(change -> change.since() > moment);
        }
    }
}
