package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the cursor of one result set, whose rows are captured ({@link RowCapture}) and kept ({@link RowKeeper}), and
 * through which rows may be written. Confined to its result set, but for own writes that are told from the thread that
 * runs them.
 */
final class ReadTracker implements RowTracker {
    private final Session session;
    private final BoundRead bound;
    private final TrackedWrites writes;
    private final ResultSet rows;
    private final RowReader reader;
    private final RowKeeper keeper;
    private final RowCapture capture;
    private final @Nullable Rereads rereads;

    private volatile @Nullable Boolean endsAtCommit;

    /** Who does not hold this any longer; {@code null} while it is held. */
    private volatile @Nullable Trackers loosened;

    ReadTracker(
            Session session,
            TrackedWrites writes,
            BoundRead bound,
            @Nullable Object[] @Nullable [] pinned,
            RowUse use,
            @Nullable Rereads rereads,
            ResultSet rows) {
        this.session = session;
        this.writes = writes;
        this.bound = bound;
        this.rows = rows;
        this.rereads = rereads;
        this.keeper = new RowKeeper(session, use, rereads);
        boolean writesBack = use == RowUse.UPDATED && session.dialect().cursorsWriteWholeRows();
        this.reader = new RowReader(session, bound, pinned, rows, writesBack);
        this.capture = new RowCapture(session, keeper, reader, rows, bound.tables());
    }

    @Override
    public FetchedRow fetched() {
        return reader.fetched();
    }

    @Override
    public void leaving() {
        capture.leaving();
    }

    @Override
    public void check() throws SQLException {
        if (capture.isOnRow() && rereads != null && rereads.refuses()) {
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
        capture.inPlace();
        return rereads.warnings();
    }

    @Override
    public void clearWarnings() {
        if (rereads != null) {
            rereads.clear();
        }
    }

    /** The connection is about to be closed, or to go back. */
    void captureForConversation() {
        capture.forConversation();
    }

    @Override
    public boolean @Nullable [] largeObjects() {
        return reader.largeObjects();
    }

    @Override
    public void readsLarge(int column) {
        capture.readsLarge(column);
        holdAgain();
    }

    @Override
    public void lends() {
        capture.lends();
    }

    @Override
    public void streams() {
        capture.streams();
    }

    /** Captures the row under the cursor before another statement of the connection runs. */
    void captureAside() {
        capture.aside();
    }

    /** The same, before the tables are read anew. */
    void captureOlder() {
        capture.older();
    }

    /** Another cursor, which came to its row at {@code later}, has shown a row of the same tables. */
    void readElsewhere(long later) {
        capture.readElsewhere(later);
    }

    /** What has been captured is known from here on to whoever shares it. */
    void settle() {
        keeper.settle();
    }

    @Override
    public void cuts(int size) {
        reader.cuts(size);
    }

    @Override
    public void staying() {
        capture.inPlace();
    }

    @Override
    public void changing() {
        capture.inPlace();
        capture.captured().changing();
    }

    @Override
    public void write(CursorWrite write) throws SQLException {
        if (!write.deletes() && write.changes().isEmpty()) {
            write.run();
            return;
        }
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
        if (!capture.isOnRow()) {
            return false;
        }
        capture.inPlace();
        return writes.writePositioned(this, beginning, parameters, written, writer);
    }

    BoundRead bound() {
        return bound;
    }

    CapturedRow captured() {
        return capture.captured();
    }

    /** What the application has seen of the row of one table, of which {@code captured} is what the driver writes back. */
    RowImage seen(int table, RowImage captured) {
        return reader.seen(table, captured);
    }

    boolean isOvertaken(RowKey key) {
        return keeper.isOvertaken(key);
    }

    /** Whether an own write has deleted the row; if it is there, it is another one. */
    boolean isDeleted(RowKey key) {
        return keeper.isDeleted(key);
    }

    /** What own writes may have made of the row that the cursor does not show. */
    OwnWork ownWork(RowKey key) {
        return keeper.ownWork(key);
    }

    /** When the application began to read the row. */
    long arrivedAt() {
        return reader.arrivedAt();
    }

    int holdability() throws SQLException {
        return rows.getHoldability();
    }

    /** Whether a commit ends the cursor; it does where the driver does not say. */
    boolean endsAtCommit() {
        Boolean known = endsAtCommit;
        if (known == null) {
            known = doesEndAtCommit();
            endsAtCommit = known;
        }
        return known;
    }

    private boolean doesEndAtCommit() {
        try {
            return rows.getHoldability() == ResultSet.CLOSE_CURSORS_AT_COMMIT;
        } catch (SQLException unknown) {
            return true;
        }
    }

    @Override
    public void refreshed() {
        arrived(true);
        keeper.refreshed(session.dialect().refreshReads());
    }

    @Override
    public void inserted() {
        writes.inserted(bound);
    }

    /** An own write has changed a row, or any row of a table. */
    void overtakenBy(OwnWrites.Change change) {
        keeper.overtakenBy(change);
    }

    /** The row was written through this cursor, which goes on to show what was written. */
    void wroteThrough(RowKey key) {
        keeper.wroteThrough(key);
    }

    /** The own writes after {@code moment} have been undone. */
    void undone(long moment, List<OwnWrites.Change> undone) {
        keeper.undone(moment, undone);
    }

    @Override
    public void opened(long moment) {
        Overtaken overtaken = keeper.overtaken();
        if (moment == overtaken.opened()) {
            return;
        }
        overtaken.opened(moment);
        if (!session.trackers().since(moment, overtaken::by)) {
            bound.tables().forEach(source -> overtaken.by(source.table().name(), OwnWork.UNKNOWN));
        }
    }

    /** When the cursor came to the row it stands on, compared with others of the connection. */
    long arrival() {
        return capture.arrival();
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
        capture.arrived(onRow);
        holdAgain();
    }

    private void holdAgain() {
        Trackers by = loosened;
        if (by != null && needsHolding()) {
            loosened = null;
            by.hold(this);
        }
    }

    /** Whether a row is still to be captured that the application may be done with. */
    boolean needsHolding() {
        return capture.isOnRow() && !capture.captured().isDone();
    }

    /** {@code by} does not hold this until its cursor comes to another row; {@code null} where it is held. */
    void loosened(@Nullable Trackers by) {
        loosened = by;
    }

    /** Whoever opened the result has given the connection back; from any thread. */
    void abandon() {
        keeper.abandon();
    }

    @Override
    public void closed() {
        capture.closed();
        keeper.closed(this);
    }
}
