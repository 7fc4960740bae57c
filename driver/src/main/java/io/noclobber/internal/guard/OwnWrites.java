package io.noclobber.internal.guard;

import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.RowKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What own writes of one connection have done of late, in its order, so that an open result set can tell which of them
 * it cannot show, and which it shows although they were undone. Confined to the lock of its {@link Trackers}.
 */
final class OwnWrites {
    /** More rows of one transaction are remembered by their tables only. */
    private static final int MOST = 4096;

    /** So many are remembered after their transaction, for results that are not asked for at once. */
    private static final int LASTING = 64;

    /**
     * One write, or the undoing of one. What a result shows of {@code what} is old where it was opened before
     * {@code at}, and not before {@code from}.
     *
     * @param what the key of a row, or the name of a table of which any row may have been written
     * @param from 0 for a write
     * @param work what it has done, or what was undone
     * @param certain whether it has written this very row for certain
     */
    record Change(Object what, long from, long at, OwnWork work, boolean certain) {
        boolean overtakes(long opened) {
            return from <= opened && opened < at;
        }

        boolean undoes() {
            return from > 0;
        }
    }

    /** What came after so many savepoints. */
    private record Part(Object table, int savepoints) {}

    /** A savepoint. */
    private record Mark(Object token, long moment) {}

    private final AtomicLong moments;
    private final Deque<Change> changes = new ArrayDeque<>();
    private final List<Mark> marks = new ArrayList<>();

    /** What came later can still be undone. */
    private long begun;

    /** What came no later may be forgotten. */
    private long forgotten;

    OwnWrites(AtomicLong moments) {
        this.moments = moments;
    }

    /** Notes a write; {@code certain} if it has written the row {@code what}, not only may have. */
    Change add(Object what, OwnWork work, boolean lasting, boolean certain) {
        Change change = new Change(what, 0, moments.incrementAndGet(), work, certain);
        changes.add(change);
        if (lasting) {
            ended();
        } else if (changes.size() > MOST) {
            blur();
        }
        return change;
    }

    /** The transaction has ended, and nothing of it can be undone any more. */
    void ended() {
        marks.clear();
        begun = moments.get();
        while (changes.size() > LASTING) {
            forgotten = changes.remove().at();
        }
    }

    /** Whether the transaction had written the row by {@code moment}, so that nobody else has since. */
    boolean wroteBefore(long moment, RowKey key) {
        for (Change change : changes) {
            if (change.certain()
                    && !change.undoes()
                    && change.at() > begun
                    && change.at() <= moment
                    && change.what().equals(key)) {
                return true;
            }
        }
        return false;
    }

    private void blur() {
        Map<Object, Change> latest = new LinkedHashMap<>();
        for (Change change : changes) {
            Object table = change.what() instanceof RowKey key ? key.table() : change.what();
            // a rollback to a savepoint undoes what came after it, and that alone
            latest.merge(
                    change.undoes() ? change : new Part(table, marksBefore(change.at())),
                    new Change(table, change.from(), change.at(), change.work(), false),
                    (older, newer) -> new Change(
                            table, newer.from(), newer.at(), older.work().and(newer.work()), false));
        }
        forgotten = moments.get();
        changes.clear();
        changes.addAll(latest.values());
    }

    private int marksBefore(long moment) {
        int before = 0;
        for (Mark mark : marks) {
            before += mark.moment() < moment ? 1 : 0;
        }
        return before;
    }

    void savepoint(Object token) {
        marks.add(new Mark(token, moments.get()));
    }

    void release(Object token) {
        for (int i = marks.size() - 1; i >= 0; i--) {
            if (marks.get(i).token().equals(token)) {
                marks.subList(i, marks.size()).clear();
                return;
            }
        }
    }

    /** From which moment on everything is undone by a rollback to a savepoint. */
    long since(Object token) {
        for (int i = marks.size() - 1; i >= 0; i--) {
            if (marks.get(i).token().equals(token)) {
                marks.subList(i + 1, marks.size()).clear();
                return marks.get(i).moment();
            }
        }
        return begun;
    }

    /** From which moment on everything is undone by a rollback. */
    long begun() {
        return begun;
    }

    /** Notes that what came after {@code moment} was undone, and gives what that changes. */
    List<Change> undo(long moment) {
        List<Change> undone = new ArrayList<>();
        for (Iterator<Change> all = changes.iterator(); all.hasNext(); ) {
            Change change = all.next();
            if (change.at() > moment && !change.undoes()) {
                all.remove();
                undone.add(change);
            }
        }
        long now = moments.incrementAndGet();
        undone.replaceAll(change -> new Change(change.what(), change.at(), now, change.work(), false));
        changes.addAll(undone);
        return undone;
    }

    /**
     * Tells all that came after {@code moment}.
     *
     * @return whether nothing of that is forgotten
     */
    boolean tell(long moment, Consumer<Change> listener) {
        for (Change change : changes) {
            if (change.at() > moment) {
                listener.accept(change);
            }
        }
        return moment >= forgotten;
    }
}
