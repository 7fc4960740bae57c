package io.noclobber.internal.guard;

import io.noclobber.config.Reread;
import io.noclobber.conflict.RowChangedWarning;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conflict.TransactionState;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.RowImages;
import io.noclobber.row.RowImage;
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

    /** Who locks a row to edit it locks few; of a long list that is locked the columns that are shown do. */
    private static final int MOST_QUESTIONS = 100;

    private final Session session;
    private final WholeRow whole;
    private final RowImages images;
    private final List<Table> tables;
    private final List<RowComparison> comparisons;
    private final ResultSet rows;
    private final boolean warns;
    private final boolean refuses;
    private final boolean locks;

    /** That in which the result was opened. */
    private final TransactionMode transaction;

    private final int number;
    private final boolean openedAfterOwnWork;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Differing> undecided = new ArrayList<>();
    private @Nullable SQLWarning first;
    private @Nullable SQLWarning last;
    private int warnings;
    private int questions;

    /** A row of which only others can show whose change it is. */
    private record Differing(int table, RowImage known, RowImage now) {}

    private Rereads(
            Session session,
            WholeRow whole,
            BoundRead bound,
            ResultSet rows,
            boolean warns,
            boolean refuses,
            boolean locks) {
        this.session = session;
        this.whole = whole;
        this.images = session.images();
        this.tables = bound.tables().stream().map(BoundRead.Source::table).toList();
        this.comparisons = tables.stream()
                .map(table -> new RowComparison(table, session.settings()))
                .toList();
        this.rows = rows;
        this.warns = warns;
        this.refuses = refuses;
        this.locks = locks;
        this.transaction = session.transaction();
        this.number = transaction.number();
        this.openedAfterOwnWork = transaction.hasWritten();
    }

    /** What watches the result of a query, {@code null} where nothing has to be noticed. */
    static @Nullable Rereads of(
            Session session, WholeRow whole, BoundRead bound, boolean locking, RowUse use, ResultSet rows) {
        if (!session.memory().converses() || session.memory().renews() || use == RowUse.CHECKED) {
            return null;
        }
        boolean warns = session.settings().reread() == Reread.WARN;
        boolean locks = locking && session.settings().lockCheck();
        boolean refuses = locks || session.settings().reread() == Reread.CONFLICT;
        return new Rereads(session, whole, bound, rows, warns, refuses, locks);
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
        boolean own = isOwnWork();
        return !warns || mayShowOwnWork() || own && images.held(now.key())
                ? null
                : known -> compare(new Differing(table, known, now), own);
    }

    private void compare(Differing row, boolean own) {
        lock.lock();
        try {
            RowConflict conflict = warnings + undecided.size() < MOST_WARNINGS
                    ? comparisons.get(row.table()).changed(row.known(), row.now())
                    : null;
            if (conflict != null && own) {
                undecided.add(row);
            } else if (conflict != null) {
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

    /** Own work that is not committed may be what differs, also where nothing says so. */
    private boolean isOwnWork() {
        return session.transaction().hasWritten();
    }

    /** Whether the transaction goes on in which the result was opened: its rows are locked, and may be asked for. */
    private boolean goesOn() {
        return session.transaction() == transaction && transaction.number() == number;
    }

    /** Whether the rows may be as own work has made them that was undone since, or committed: nobody can tell any more. */
    private boolean mayShowOwnWork() {
        return openedAfterOwnWork && !goesOn();
    }

    private @Nullable RowConflict changed(int table, @Nullable RowImage now) throws SQLException {
        RowImage known = now == null ? null : images.find(now.key());
        if (now == null
                || known == null
                || mayShowOwnWork()
                || images.held(now.key())
                || images.isDoubtful(now.key())) {
            return null;
        }
        RowComparison comparison = comparisons.get(table);
        RowImage all = locks && goesOn() ? whole(table, known, now) : now;
        RowConflict conflict = comparison.changed(known, all);
        if (conflict == null || !isOwnWork()) {
            return conflict;
        }
        List<RowConflict> byOthers = byOthers(List.of(new Differing(table, known, all)));
        return byOthers.isEmpty() ? null : byOthers.get(0);
    }

    private RowImage whole(int table, RowImage known, RowImage now) throws SQLException {
        List<Column> unseen = comparisons.get(table).unseen(known, now);
        return unseen.isEmpty() || questions++ >= MOST_QUESTIONS ? now : whole.of(tables.get(table), now, unseen, rows);
    }

    /** What others have changed, as far as anybody can tell: the write itself is refused all the same. */
    private List<RowConflict> byOthers(List<Differing> differing) {
        List<OutsideView.Shown> shown = differing.stream()
                .map(row -> new OutsideView.Shown(tables.get(row.table()), row.now()))
                .toList();
        List<@Nullable RowImage> outside = new OutsideView(session).of(shown);
        List<RowConflict> found = new ArrayList<>();
        for (int i = 0; i < outside.size(); i++) {
            Differing row = differing.get(i);
            RowImage seen = outside.get(i);
            RowConflict conflict =
                    seen == null ? null : comparisons.get(row.table()).changed(row.known(), row.now(), seen);
            if (conflict != null) {
                found.add(conflict);
            }
        }
        return found;
    }

    /** The warnings that were not cleared, each behind the one before; {@code null} where there are none. */
    @Nullable SQLWarning warnings() {
        images.settle();
        decide();
        lock.lock();
        try {
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void decide() {
        List<Differing> open;
        lock.lock();
        try {
            open = List.copyOf(undecided);
            undecided.clear();
        } finally {
            lock.unlock();
        }
        // after the end of the transaction its own work looks like anybody's
        if (open.isEmpty() || !isOwnWork() || !goesOn()) {
            return;
        }
        List<RowConflict> found = byOthers(open);
        lock.lock();
        try {
            found.forEach(conflict -> add(session.environment().conflicts().warn(conflict)));
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        images.settle();
        lock.lock();
        try {
            undecided.clear();
            first = null;
            last = null;
            warnings = 0;
        } finally {
            lock.unlock();
        }
    }
}
