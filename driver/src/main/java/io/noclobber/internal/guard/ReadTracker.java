package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.RowImages;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Captures the rows of one result set as its cursor leaves them. Confined to its result set, but for
 * own writes that are told from the thread that runs them.
 *
 * <p>A result set may still show a row as it was before an own write of the same connection. Such rows
 * are not captured: the image after the write is the newer one.
 */
final class ReadTracker implements RowTracker {
    private final Session session;
    private final Unit unit;
    private final BoundRead bound;
    private final RowClock clock;
    private final TrackedWrites writes;
    private final RowUse use;
    private final ResultSet rows;
    private final RowReader reader;

    /** What the rows are remembered in, whatever the connection works for when the cursor leaves them. */
    private final RowImages known;

    private final boolean converses;
    private final @Nullable Rereads rereads;

    /** A write captures the row on the thread that runs it, and the cursor must not move on before it has. */
    private final ReentrantLock capturing = new ReentrantLock();

    private final Overtaken overtaken;
    private final CapturedRow captured = new CapturedRow();
    private volatile boolean abandoned;
    private boolean onRow;

    /** Who moved the cursor to its row: nobody else may ask the driver for what the row shows. */
    private @Nullable Thread mover;

    /** The same rows have been read elsewhere since the cursor came to its row. */
    private boolean readElsewhere;

    /** Takes what is captured of each row in turn. */
    private final List<@Nullable RowImage> images;

    /** The driver has read the row anew since the cursor came to it. */
    private boolean refreshed;

    private long arrival;

    ReadTracker(
            Session session,
            TrackedWrites writes,
            BoundRead bound,
            @Nullable Object[] @Nullable [] pinned,
            RowUse use,
            boolean locking,
            ResultSet rows) {
        this.session = session;
        this.writes = writes;
        this.use = use;
        this.unit = session.unit();
        this.known = session.images();
        this.converses = unit.memory().converses();
        this.rereads = Rereads.of(session, bound, locking, use);
        this.overtaken = new Overtaken(unit.trackers().moment());
        this.bound = bound;
        this.clock = new RowClock(session::millis);
        this.rows = rows;
        this.images = new ArrayList<>(bound.tables().size());
        boolean writesBack = use == RowUse.UPDATED && session.dialect().cursorsWriteWholeRows();
        this.reader = new RowReader(session, bound, pinned, rows, writesBack);
    }

    @Override
    public FetchedRow fetched() {
        return reader.fetched();
    }

    @Override
    public void leaving() {
        if (!onRow || abandoned) {
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
        remember(reader.images(images));
    }

    private void remember(List<@Nullable RowImage> images) {
        captured.done(images);
        for (int i = 0; i < images.size(); i++) {
            RowImage image = images.get(i);
            if (image != null && counts(image)) {
                if (rereads != null) {
                    rereads.captured(i, image);
                }
                remember(image);
            }
        }
    }

    private void remember(RowImage image) {
        if (use == RowUse.CHECKED) {
            session.checked().read(here().find(image.key()), image);
        } else {
            session.checked().forget(image.key());
        }
        here().read(image);
    }

    private RowImages here() {
        return !converses && unit.isOver() ? session.memory().own() : known;
    }

    private boolean counts(RowImage image) {
        // what a cursor of a suspended branch shows does not belong to the work that goes on meanwhile
        boolean mine = converses || unit == session.unit() || unit.isOver();
        return mine && !abandoned && isNewest(image);
    }

    private boolean isNewest(RowImage image) {
        if (!refreshed && overtaken.contains(image.key())) {
            return false;
        }
        RowImage before = readElsewhere ? here().find(image.key()) : null;
        return before == null || before.readAtMillis() <= image.readAtMillis();
    }

    @Override
    public void check() throws SQLException {
        if (onRow && rereads != null && rereads.refuses()) {
            rereads.refuse(reader.plainImages());
        }
    }

    @Override
    public boolean warns() {
        return rereads != null;
    }

    @Override
    public @Nullable SQLWarning warnings() {
        if (rereads == null) {
            return null;
        }
        captureInPlace();
        return rereads.warnings();
    }

    @Override
    public void clearWarnings() {
        if (rereads != null) {
            rereads.clear();
        }
    }

    /** The connection is about to be closed, or to go back: what its cursor stands on belongs to the conversation. */
    void captureForConversation() {
        if (converses && onRow && !abandoned && capturing.tryLock()) {
            try {
                captureAside();
            } finally {
                capturing.unlock();
            }
        }
    }

    @Override
    public boolean @Nullable [] largeObjects() {
        return reader.largeObjects();
    }

    @Override
    public void readsLarge(int column) {
        if (onRow && reader.readsLarge(column)) {
            // a row that was captured without it is captured again, unless the cursor shows what nobody has stored
            captured.redo();
        }
    }

    @Override
    public void lends() {
        reader.lent(onRow);
    }

    @Override
    public void streams() {
        if (onRow && !captured.isDone() && captured.early() == null) {
            reader.lent(true);
            captured.early(reader.images(new ArrayList<>()));
        }
    }

    /**
     * Captures the row under the cursor before another statement of the connection runs. Where another thread is at the
     * cursor, it may be inside any call of the driver, between two of them, or read a stream: then only what it has fetched
     * is taken, and the rest when it leaves the row.
     */
    void captureAside() {
        if (mover == Thread.currentThread()) {
            captureInPlace();
        } else if (onRow) {
            captureFetched();
        }
    }

    /** The same, before the tables are read anew. */
    void captureOlder() {
        captureAside();
        capturing.lock();
        try {
            readElsewhere = onRow && !captured.isDone();
        } finally {
            capturing.unlock();
        }
    }

    private void captureFetched() {
        capturing.lock();
        try {
            if (!captured.isDone() && !captured.isChanging()) {
                for (RowImage image : reader.fetchedImages()) {
                    if (counts(image)) {
                        remember(image);
                    }
                }
            }
        } finally {
            capturing.unlock();
        }
    }

    /** Captures the row under the cursor while the application is still at it, and may yet ask {@code wasNull}. */
    private void captureInPlace() {
        if (!onRow) {
            return;
        }
        capturing.lock();
        try {
            if (!captured.isDone()) {
                captureUnderTheCursor();
            }
        } finally {
            capturing.unlock();
        }
    }

    private void captureUnderTheCursor() {
        List<@Nullable RowImage> before = captured.early();
        if (before != null) {
            remember(before);
            return;
        }
        try {
            boolean wasNull = rows.wasNull();
            capture();
            reader.restore(wasNull);
        } catch (SQLException nothingReadYet) {
            capture();
        }
    }

    @Override
    public void cuts(int size) {
        reader.cuts(size);
    }

    @Override
    public void staying() {
        captureInPlace();
    }

    @Override
    public void changing() {
        captureInPlace();
        captured.changing();
    }

    @Override
    public void write(CursorWrite write) throws SQLException {
        if (!write.deletes() && write.changes().isEmpty()) {
            write.run();
            return;
        }
        session.begin();
        captureInPlace();
        writes.write(this, write);
    }

    /** Whether the cursor has this name, as a text spells it. */
    boolean isNamed(String cursor) {
        try {
            String name = rows.getCursorName();
            return name != null && (name.equalsIgnoreCase(cursor) || cursor.equals('"' + name + '"'));
        } catch (SQLException none) {
            return false; // most drivers have no named cursors
        }
    }

    /**
     * Runs a text that ends with {@code WHERE CURRENT OF} the cursor.
     *
     * @param beginning what stands before that
     * @param parameters how many parameters it has
     * @return whether it was run; it is not where the row is not known
     */
    boolean writePositioned(String beginning, int parameters, Table written, CursorGuard.Writer writer)
            throws SQLException {
        if (!onRow) {
            return false;
        }
        captureInPlace();
        return writes.writePositioned(this, beginning, parameters, written, writer);
    }

    BoundRead bound() {
        return bound;
    }

    CapturedRow captured() {
        return captured;
    }

    boolean isOvertaken(RowKey key) {
        return overtaken.contains(key);
    }

    /** When the application began to read the row. */
    long arrivedAt() {
        return reader.arrivedAt();
    }

    int holdability() throws SQLException {
        return rows.getHoldability();
    }

    @Override
    public void refreshed() {
        arrived(true);
        refreshed = session.dialect().refreshReads();
    }

    @Override
    public void inserted() {
        session.begin();
        if (session.inTransaction()) {
            session.wrote();
            bound.tables()
                    .forEach(source -> session.images().inserted(source.table().name()));
            session.images().doubtWritten();
        }
    }

    /** An own write has changed a row, or any row of a table. */
    void overtakenBy(OwnWrites.Change change) {
        overtaken.by(change);
    }

    /** The own writes after {@code moment} have been undone. */
    void undone(long moment, List<OwnWrites.Change> undone) {
        overtaken.undone(moment);
        undone.forEach(overtaken::by);
    }

    @Override
    public void opened(long moment) {
        overtaken.opened(moment);
        if (!session.trackers().since(moment, overtaken::by)) {
            bound.tables().forEach(source -> overtaken.by(source.table().name()));
        }
    }

    /** When the cursor came to the row it stands on, compared with others of the connection. */
    long arrival() {
        return arrival;
    }

    /** Whether the result shows rows of {@code table}. */
    boolean reads(TableName table) {
        return bound.tables().stream().anyMatch(source -> source.table().name().equals(table));
    }

    /** Whether the result shows rows of one of these tables. */
    boolean reads(List<BoundRead.Source> tables) {
        for (BoundRead.Source mine : bound.tables()) {
            for (BoundRead.Source other : tables) {
                if (mine.table().name().equals(other.table().name())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void arrived(boolean onRow) {
        capturing.lock();
        try {
            this.onRow = onRow;
            captured.clear();
            reader.left();
            refreshed = false;
            readElsewhere = false;
            if (onRow) {
                mover = Thread.currentThread();
                // the application reads the row from here on, however long the cursor then stays on it
                reader.arrived(clock.read());
                arrival = session.trackers().arrival();
            }
        } finally {
            capturing.unlock();
        }
    }

    /** Whoever opened the result has given the connection back; from any thread. */
    void abandon() {
        abandoned = true;
    }

    @Override
    public void closed() {
        onRow = false;
        mover = null;
        unit.trackers().remove(this);
        if (unit.isOver()) {
            session.trackers().remove(this);
        }
    }
}
