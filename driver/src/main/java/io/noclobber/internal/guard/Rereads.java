package io.noclobber.internal.guard;

import io.noclobber.config.Reread;
import io.noclobber.conflict.RowChangedWarning;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conflict.TransactionState;
import io.noclobber.internal.image.RowImages;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices rows of one result set that a conversation has read before and that are others now. Confined to its result set, but
 * for what was known of its rows, which is found out on any thread.
 */
final class Rereads {
    /** A report over a table that has changed as a whole needs no warning for each row. */
    private static final int MOST_WARNINGS = 100;

    private final Session session;
    private final BoundRead bound;
    private final RowImages images;
    private final List<RowComparison> comparisons;
    private final boolean warns;
    private final boolean refuses;

    /** Compares what the rows do not show; {@code null} where the query does not lock them. */
    private final @Nullable UnshownColumns unshown;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SQLWarning first;
    private @Nullable SQLWarning last;
    private int warnings;

    private Rereads(
            Session session, BoundRead bound, boolean warns, boolean refuses, @Nullable UnshownColumns unshown) {
        this.session = session;
        this.bound = bound;
        this.unshown = unshown;
        this.images = session.images();
        this.comparisons = bound.tables().stream()
                .map(source -> new RowComparison(source.table(), session.settings()))
                .toList();
        this.warns = warns;
        this.refuses = refuses;
    }

    /** What watches the result of a query, {@code null} where nothing has to be noticed. */
    static @Nullable Rereads of(Session session, BoundRead bound, boolean locking, RowUse use) {
        if (!session.memory().converses() || session.memory().renews() || use == RowUse.CHECKED) {
            return null;
        }
        boolean warns = session.settings().reread() == Reread.WARN;
        boolean checks = locking && session.settings().lockCheck();
        boolean refuses = session.settings().reread() == Reread.CONFLICT || checks;
        return new Rereads(session, bound, warns, refuses, checks ? new UnshownColumns(session) : null);
    }

    /** Whether a row that differs is refused when the cursor comes to it. */
    boolean refuses() {
        return refuses;
    }

    /** Refuses the row under the cursor where it differs. */
    void refuse(List<@Nullable RowImage> row, ResultSet rows) throws SQLException {
        List<RowConflict> changed = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            RowConflict conflict = changed(i, row.get(i), rows);
            if (conflict != null) {
                changed.add(conflict);
            }
        }
        if (!changed.isEmpty()) {
            throw session.refuse(changed, TransactionState.ALIVE);
        }
    }

    /**
     * The row is about to be remembered.
     *
     * @return who wants to know what was known of it, {@code null} if nobody does
     */
    @Nullable Consumer<RowImage> watch(int table, RowImage now) {
        return warns && !mayBeOwnWork(now.key()) ? known -> compare(comparisons.get(table), known, now) : null;
    }

    private void compare(RowComparison comparison, RowImage known, RowImage now) {
        lock.lock();
        try {
            RowConflict conflict = warnings < MOST_WARNINGS ? comparison.changed(known, now) : null;
            if (conflict != null) {
                add(session.environment().conflicts().warn(conflict));
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(RowChangedWarning warning) {
        warnings++;
        if (last == null) {
            first = warning;
        } else {
            last.setNextWarning(warning);
        }
        last = warning;
    }

    /**
     * Own work that is not committed may be what differs, of the row, of any of its table, or, after a call or a trigger, of
     * whatever there is: the write itself finds that out.
     */
    private boolean mayBeOwnWork(RowKey key) {
        return session.transaction().hasWritten()
                && (session.transaction().hasWrittenAnywhere()
                        || session.trackers().mayHaveWritten(key)
                        || images.isMarked(key.table()));
    }

    private @Nullable RowConflict changed(int table, @Nullable RowImage now, ResultSet rows) {
        if (now == null || mayBeOwnWork(now.key())) {
            return null;
        }
        RowImage known = images.find(now.key());
        if (known == null) {
            return null;
        }
        RowConflict shown = comparisons.get(table).changed(known, now);
        return shown != null || unshown == null
                ? shown
                : unshown.changed(bound.tables().get(table).table(), comparisons.get(table), known, now, rows);
    }

    /** The warnings that were not cleared, each behind the one before; {@code null} where there are none. */
    @Nullable SQLWarning warnings() {
        images.settle();
        lock.lock();
        try {
            return first;
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        images.settle();
        lock.lock();
        try {
            first = null;
            last = null;
            warnings = 0;
        } finally {
            lock.unlock();
        }
    }
}
