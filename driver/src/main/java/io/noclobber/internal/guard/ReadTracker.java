package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
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

    /** For each table what the query says of its key, {@code null} where that cannot be told: its rows are not captured. */
    private final @Nullable Object[] @Nullable [] pinned;

    private final CursorGuard cursors;
    private final RowUse use;

    /** The driver writes what the cursor shows back with each row, also large objects that nobody has read. */
    private final boolean writesBack;

    private final ResultSet rows;

    /** A write captures the row on the thread that runs it, and the cursor must not move on before it has. */
    private final ReentrantLock capturing = new ReentrantLock();

    private final FetchedRow fetched;
    private volatile @Nullable Set<Object> written;
    private volatile boolean abandoned;
    private int cutTo;
    private boolean onRow;
    private boolean captured;

    /** Takes what is captured of each row in turn. */
    private final List<@Nullable RowImage> row;

    /** What was captured of the row, for each table; {@code null} before that. */
    private @Nullable List<@Nullable RowImage> shown;

    /** The columns with large objects that the application has read of the row. */
    private final BitSet large = new BitSet();

    /** The cursor shows what the application has set and not yet written. */
    private boolean changing;

    /** The row was written through this cursor since it was captured. */
    private boolean rewritten;

    /** The driver has read the row anew since the cursor came to it. */
    private boolean refreshed;

    /** The application holds a large object of the row. */
    private boolean lent;

    /** The row without its large objects, while the application may be reading a stream of it. */
    private @Nullable List<@Nullable RowImage> streamed;

    private long arrivedAt;
    private long arrival;

    ReadTracker(
            Session session,
            CursorGuard cursors,
            BoundRead bound,
            @Nullable Object[] @Nullable [] pinned,
            RowUse use,
            ResultSet rows) {
        this.session = session;
        this.cursors = cursors;
        this.use = use;
        this.writesBack = use == RowUse.UPDATED && session.dialect().cursorsWriteWholeRows();
        this.unit = session.unit();
        this.bound = bound;
        this.pinned = pinned;
        this.clock = new RowClock(session::millis);
        this.rows = rows;
        this.row = new ArrayList<>(bound.tables().size());
        this.fetched = new FetchedRow(bound.captures());
    }

    @Override
    public FetchedRow fetched() {
        return fetched;
    }

    @Override
    public void leaving() {
        if (!onRow || abandoned) {
            return;
        }
        capturing.lock();
        try {
            if (!captured) {
                // whoever leaves a row is done with its streams
                lent = false;
                capture();
            }
        } finally {
            capturing.unlock();
        }
    }

    private void capture() {
        remember(images(row));
    }

    private List<@Nullable RowImage> images(List<@Nullable RowImage> images) {
        images.clear();
        for (int i = 0; i < bound.tables().size(); i++) {
            images.add(image(i));
        }
        return images;
    }

    private void remember(List<@Nullable RowImage> images) {
        captured = true;
        shown = images;
        for (int i = 0; i < images.size(); i++) {
            remember(images.get(i));
        }
    }

    private void remember(@Nullable RowImage image) {
        // what a cursor of a suspended branch shows does not belong to the work that goes on meanwhile
        boolean mine = unit == session.unit() || unit.isOver();
        if (image != null && mine && !abandoned && (refreshed || !overtaken(image.key()))) {
            if (use == RowUse.CHECKED) {
                session.checked().read(session.images().find(image.key()), image);
            } else {
                session.checked().forget(image.key());
            }
            session.images().read(image);
        }
    }

    /** Whether reading the value costs a call to the database, or as much memory as it is long. */
    private static boolean isLargeObject(Column column) {
        return switch (column.type().jdbcType()) {
            case Types.BLOB, Types.CLOB, Types.NCLOB, Types.SQLXML -> true;
            default -> false;
        };
    }

    @Override
    public boolean @Nullable [] largeObjects() {
        boolean[] large = new boolean[bound.captures().length];
        boolean any = false;
        for (BoundRead.Source source : bound.tables()) {
            for (int i = 0; i < source.positions().length; i++) {
                large[source.positions()[i]] = isLargeObject(source.columns().get(i));
                any |= large[source.positions()[i]];
            }
        }
        return any ? large : null;
    }

    @Override
    public void readsLarge(int column) {
        if (onRow && !large.get(column)) {
            large.set(column);
            // a row that was captured without it is captured again, unless the cursor shows what nobody has stored
            captured &= changing || rewritten;
        }
    }

    /** A large object may be given only once, or end the stream of it that was given before. */
    private static boolean large(Column column) {
        return switch (column.type().jdbcType()) {
            case Types.BLOB,
                    Types.CLOB,
                    Types.NCLOB,
                    Types.SQLXML,
                    Types.LONGVARBINARY,
                    Types.LONGVARCHAR,
                    Types.LONGNVARCHAR -> true;
            default -> false;
        };
    }

    @Override
    public void lends() {
        lent = onRow;
    }

    @Override
    public void streams() {
        if (onRow && !captured && streamed == null) {
            lent = true;
            streamed = images(new ArrayList<>());
        }
    }

    /**
     * Captures the row under the cursor while the application is still at it. The driver remembers
     * whether the last value it gave was NULL, and the application may yet ask; so the last value read here is one
     * that is as NULL as the application's was.
     */
    void captureInPlace() {
        if (!onRow) {
            return;
        }
        capturing.lock();
        try {
            if (!captured) {
                captureUnderTheCursor();
            }
        } finally {
            capturing.unlock();
        }
    }

    private void captureUnderTheCursor() {
        List<@Nullable RowImage> before = streamed;
        if (before != null) {
            remember(before);
            return;
        }
        try {
            boolean wasNull = rows.wasNull();
            capture();
            restore(wasNull);
        } catch (SQLException nothingReadYet) {
            capture();
        }
    }

    private void restore(boolean wasNull) throws SQLException {
        for (BoundRead.Source source : bound.tables()) {
            for (int i = 0; i < source.positions().length; i++) {
                @Nullable Object value = capture(source, i);
                if (value != RowImage.NOT_READ && (value == null) == wasNull) {
                    return;
                }
            }
        }
        int width = lent ? 0 : rows.getMetaData().getColumnCount();
        for (int i = 1; i <= width; i++) {
            if ((rows.getObject(i) == null) == wasNull) {
                return;
            }
        }
    }

    private @Nullable RowImage image(int table) {
        @Nullable Object[] said = pinned[table];
        if (said == null) {
            return null;
        }
        BoundRead.Source source = bound.tables().get(table);
        int[] positions = source.positions();
        @Nullable Object[] values = new @Nullable Object[positions.length];
        for (int i = 0; i < positions.length; i++) {
            @Nullable Object known = fetched.value(positions[i]);
            values[i] = whole(known == null ? capture(source, i) : known);
        }
        RowKey key = KeyReader.read(source, values, said);
        if (key == null) {
            if (!source.optional()) {
                session.counts().unsureRead();
            }
            return null;
        }
        return RowImage.of(source.shape(), key, values, arrivedAt);
    }

    /** A value that may have been cut is not known. */
    private @Nullable Object whole(@Nullable Object value) {
        boolean cut = cutTo > 0
                && (value instanceof String text && text.length() >= cutTo
                        || value instanceof byte[] bytes && bytes.length >= cutTo);
        return cut ? RowImage.NOT_READ : value;
    }

    @Override
    public void cuts(int size) {
        cutTo = size;
    }

    /** A value that the driver refuses, such as a stream already consumed, is missing from the image; the application's own call is not disturbed. */
    private @Nullable Object capture(BoundRead.Source source, int i) {
        Column column = source.columns().get(i);
        boolean unread = isLargeObject(column) && !large.get(source.positions()[i]) && !writesBack;
        if (unread || lent && large(column)) {
            return RowImage.NOT_READ;
        }
        try {
            return column.rule().capture().read(rows, source.positions()[i]);
        } catch (SQLException | RuntimeException refused) {
            session.counts().notCaptured(column, refused);
            return RowImage.NOT_READ;
        }
    }

    private boolean overtaken(RowKey key) {
        Set<Object> newer = written;
        return newer != null && (newer.contains(key) || newer.contains(key.table()));
    }

    @Override
    public void changing() {
        captureInPlace();
        changing = true;
    }

    @Override
    public void write(CursorWrite write) throws SQLException {
        if (!write.deletes() && write.changes().isEmpty()) {
            write.run();
            return;
        }
        captureInPlace();
        List<@Nullable RowImage> images = shown;
        int table = written(write);
        RowImage image = images == null || table < 0 ? null : images.get(table);
        if (image == null) {
            write.run();
            overwritten();
            return;
        }
        BoundRead.Source source = bound.tables().get(table);
        CursorStatement statement =
                CursorStatement.of(source, image, write, session.dialect().cursorsWriteWholeRows());
        CursorGuard.Target target =
                new CursorGuard.Target(statement, source.table(), image, !rewritten, stale(source, image, write));
        try {
            written(table, cursors.write(target, write::holdability, write::run));
        } catch (RuntimeException brokeDown) {
            // some drivers do after they have written the row
            overwritten();
            throw brokeDown;
        }
    }

    /** What the driver writes back of the row although the application has not set it, {@code null} where nothing. */
    private @Nullable RowImage stale(BoundRead.Source source, RowImage image, CursorWrite write) {
        if (write.deletes()
                || rewritten
                || overtaken(image.key())
                || !session.dialect().cursorsWriteWholeRows()) {
            return null;
        }
        @Nullable Object[] values = new @Nullable Object[source.positions().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = write.changes().containsKey(source.positions()[i]) ? RowImage.NOT_READ : image.value(i);
        }
        return RowImage.of(source.shape(), image.key(), values, arrivedAt);
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
        List<@Nullable RowImage> images = shown;
        for (int i = 0; images != null && i < images.size(); i++) {
            RowImage image = images.get(i);
            Table table = bound.tables().get(i).table();
            if (image != null && table.name().equals(written.name())) {
                CursorStatement statement = CursorStatement.positioned(beginning, parameters, table, image);
                CursorGuard.Target target = new CursorGuard.Target(statement, table, image, !rewritten, null);
                written(i, cursors.write(target, rows::getHoldability, writer));
                return true;
            }
        }
        return false;
    }

    private void written(int table, @Nullable RowImage after) {
        rewritten = after == null;
        if (after != null && shown != null) {
            shown.set(table, after);
        }
    }

    /** The table of which the row is written, -1 where that cannot be told. */
    private int written(CursorWrite write) {
        int found = -1;
        for (int i = 0; i < bound.tables().size(); i++) {
            if (write.deletes() || sets(write, bound.tables().get(i))) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private static boolean sets(CursorWrite write, BoundRead.Source source) {
        for (int position : source.positions()) {
            if (write.changes().containsKey(position)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void refreshed() {
        arrived(true);
        refreshed = session.dialect().refreshReads();
    }

    @Override
    public void inserted() {
        if (session.inTransaction()) {
            session.wrote();
            bound.tables()
                    .forEach(source -> session.images().inserted(source.table().name()));
            session.images().doubtWritten();
        }
    }

    /** The row was written, and it is not known which it is. */
    private void overwritten() {
        session.wrote();
        for (BoundRead.Source source : bound.tables()) {
            session.counts()
                    .unguarded(
                            source.table().name(),
                            Unguarded.CURSOR.name(),
                            source.shape().statement());
            session.trackers().overtakenBy(source.table().name());
            session.images().forget(source.table().name(), OwnWork.UNKNOWN, DropReason.UNKNOWN_EFFECT);
        }
        arrived(false);
    }

    /** An own write has changed the row since this result set was opened. */
    void overtakenBy(RowKey key) {
        overtake(key);
    }

    /** An own write may have changed any row of the table since this result set was opened. */
    void overtakenBy(TableName table) {
        overtake(table);
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

    /** When the cursor came to the row it stands on, compared with others of the connection. */
    long arrival() {
        return arrival;
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

    private void overtake(Object newer) {
        Set<Object> copy = written == null ? new HashSet<>() : new HashSet<>(written);
        copy.add(newer);
        written = copy;
    }

    @Override
    public void arrived(boolean onRow) {
        capturing.lock();
        try {
            this.onRow = onRow;
            captured = false;
            lent = false;
            shown = null;
            large.clear();
            changing = false;
            rewritten = false;
            refreshed = false;
            streamed = null;
            fetched.forget();
            if (onRow) {
                // the application reads the row from here on, however long the cursor then stays on it
                arrivedAt = clock.read();
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
        unit.trackers().remove(this);
        if (unit.isOver()) {
            session.trackers().remove(this);
        }
    }
}
