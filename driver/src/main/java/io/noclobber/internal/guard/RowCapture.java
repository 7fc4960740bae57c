package io.noclobber.internal.guard;

import io.noclobber.row.RowImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Captures the row under the cursor of one result set, once, at whichever moment comes first: when the cursor leaves it, or
 * before something else happens to it. Confined to its result set, but for writes that capture the row from the thread
 * that runs them.
 */
final class RowCapture {
    private final Session session;
    private final RowKeeper keeper;
    private final ResultSet rows;
    private final RowReader reader;
    private final RowClock clock;
    private final List<BoundRead.Source> tables;

    /** A write captures the row on the thread that runs it, and the cursor must not move on before it has. */
    private final ReentrantLock capturing = new ReentrantLock();

    private final CapturedRow captured = new CapturedRow();
    private boolean onRow;

    /** Who moved the cursor to its row: nobody else may ask the driver for what the row shows. */
    private @Nullable Thread mover;

    /** Takes what is captured of each row in turn. */
    private final List<@Nullable RowImage> images;

    private long arrival;

    RowCapture(Session session, RowKeeper keeper, RowReader reader, ResultSet rows, List<BoundRead.Source> tables) {
        this.session = session;
        this.keeper = keeper;
        this.reader = reader;
        this.rows = rows;
        this.clock = new RowClock(session::millis);
        this.images = new ArrayList<>(tables.size());
        this.tables = tables;
    }

    boolean isOnRow() {
        return onRow;
    }

    CapturedRow captured() {
        return captured;
    }

    /** When the cursor came to the row it stands on, compared with others of the connection. */
    long arrival() {
        return arrival;
    }

    /** The cursor is about to leave the row. */
    void leaving() {
        if (!onRow || keeper.isAbandoned()) {
            return;
        }
        capturing.lock();
        try {
            if (!captured.isDone()) {
                // whoever leaves a row is done with its streams
                reader.lent(false);
                capture();
            }
        } finally {
            capturing.unlock();
        }
    }

    private void capture() {
        keep(reader.images(images));
    }

    private void keep(List<@Nullable RowImage> images) {
        captured.done(images);
        keeper.keep(reader.seen(images));
        keeper.tellOthers(tables, arrival);
    }

    /** The connection is about to be closed, or to go back: what its cursor stands on belongs to the conversation. */
    void forConversation() {
        if (keeper.converses() && onRow && !keeper.isAbandoned() && capturing.tryLock()) {
            try {
                aside();
            } finally {
                capturing.unlock();
            }
        }
        keeper.settle();
    }

    /** The application reads a large object: a row that was captured without it is captured again. */
    void readsLarge(int column) {
        if (onRow && reader.readsLarge(column) && !captured.redo()) {
            // the cursor shows what nobody has stored; but a driver that writes back whole rows was asked for it before
            keeper.keep(reader.seenAt(column, captured.images()));
        }
    }

    /** The application holds a large object of the row. */
    void lends() {
        reader.lent(onRow);
    }

    /** The application is about to be given a stream: what is left of the row is read before. */
    void streams() {
        if (onRow && !captured.isDone() && captured.early() == null && !reader.givesAgain()) {
            reader.lent(true);
            captured.early(reader.images(new ArrayList<>()));
        }
    }

    /**
     * Captures the row before another statement of the connection runs. Where another thread is at the cursor, it may be
     * inside any call of the driver, between two of them, or read a stream: then only what it has fetched is taken, and the
     * rest when it leaves the row.
     */
    void aside() {
        if (mover == Thread.currentThread()) {
            inPlace();
        } else if (onRow) {
            fetched();
        }
    }

    /** The same, before the tables are read anew. A row that is captured already may be once more, for its large objects. */
    void older() {
        aside();
        if (onRow) {
            keeper.readElsewhere();
        }
    }

    /** Another cursor, which came later, has shown a row of the same tables. */
    void readElsewhere(long later) {
        if (onRow && arrival < later) {
            keeper.readElsewhere();
        }
    }

    private void fetched() {
        capturing.lock();
        try {
            if (!captured.isDone() && !captured.isChanging()) {
                reader.fetchedImages().forEach(keeper::keepPart);
            }
        } finally {
            capturing.unlock();
        }
    }

    /** Captures the row while the application is still at it, and may yet ask {@code wasNull}. */
    void inPlace() {
        if (!onRow) {
            return;
        }
        capturing.lock();
        try {
            if (!captured.isDone()) {
                underTheCursor();
            }
        } finally {
            capturing.unlock();
        }
    }

    private void underTheCursor() {
        List<@Nullable RowImage> before = captured.early();
        if (before != null) {
            keep(before);
            reader.tellMissing();
            return;
        }
        reader.tellMissing();
        try {
            boolean wasNull = rows.wasNull();
            capture();
            reader.restore(wasNull);
        } catch (SQLException nothingReadYet) {
            capture();
        }
    }

    /** The cursor has moved. */
    void arrived(boolean onRow) {
        capturing.lock();
        try {
            this.onRow = onRow;
            captured.clear();
            reader.left();
            keeper.left();
            if (onRow) {
                mover = Thread.currentThread();
                // the application reads the row from here on, however long the cursor then stays on it
                reader.arrived(clock.read());
                arrival = session.trackers().arrival();
            }
        } finally {
            capturing.unlock();
        }
        if (!onRow) {
            keeper.settle();
        }
    }

    /** The result is closed. */
    void closed() {
        onRow = false;
        mover = null;
    }
}
