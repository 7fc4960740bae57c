package io.noclobber.internal.guard;

import io.noclobber.config.Reread;
import io.noclobber.conflict.RowChangedWarning;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conflict.TransactionState;
import io.noclobber.internal.image.RowImages;
import io.noclobber.row.RowImage;
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
    private final RowImages images;
    private final List<RowComparison> comparisons;
    private final boolean warns;
    private final boolean refuses;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SQLWarning first;
    private @Nullable SQLWarning last;
    private int warnings;

    private Rereads(Session session, BoundRead bound, boolean warns, boolean refuses) {
        this.session = session;
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
        boolean refuses = session.settings().reread() == Reread.CONFLICT
                || locking && session.settings().lockCheck();
        return new Rereads(session, bound, warns, refuses);
    }

    /** Whether a row that differs is refused when the cursor comes to it. */
    boolean refuses() {
        return refuses;
    }

    /** Refuses the row under the cursor where it differs. */
    void refuse(List<@Nullable RowImage> row) throws SQLException {
        List<RowConflict> changed = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            RowConflict conflict = changed(i, row.get(i));
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
        return warns && !isOwnWork() ? known -> compare(comparisons.get(table), known, now) : null;
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

    /** Own work that is not committed may be what differs, also where nothing says so: the write itself finds that out. */
    private boolean isOwnWork() {
        return session.transaction().hasWritten();
    }

    private @Nullable RowConflict changed(int table, @Nullable RowImage now) {
        if (now == null || isOwnWork()) {
            return null;
        }
        RowImage known = images.find(now.key());
        return known == null ? null : comparisons.get(table).changed(known, now);
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
