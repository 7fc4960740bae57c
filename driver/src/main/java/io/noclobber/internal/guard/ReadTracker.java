package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    private final ResultSet rows;
    private final FetchedRow fetched;
    private volatile @Nullable Set<Object> written;
    private int cutTo;
    private boolean onRow;
    private boolean captured;

    /** The application holds a large object of the row. */
    private boolean lent;

    /** The row without its large objects, while the application may be reading a stream of it. */
    private @Nullable List<@Nullable RowImage> streamed;

    private long arrivedAt;
    private long arrival;

    ReadTracker(Session session, BoundRead bound, @Nullable Object[] @Nullable [] pinned, ResultSet rows) {
        this.session = session;
        this.unit = session.unit();
        this.bound = bound;
        this.pinned = pinned;
        this.clock = new RowClock(session::millis);
        this.rows = rows;
        this.fetched = new FetchedRow(bound.captures());
    }

    @Override
    public FetchedRow fetched() {
        return fetched;
    }

    @Override
    public void leaving() {
        if (!onRow || captured) {
            return;
        }
        // whoever leaves a row is done with its streams
        lent = false;
        capture();
    }

    private void capture() {
        captured = true;
        for (int i = 0; i < bound.tables().size(); i++) {
            remember(image(i));
        }
    }

    private void remember(@Nullable RowImage image) {
        // what a cursor of a suspended branch shows does not belong to the work that goes on meanwhile
        boolean mine = unit == session.unit() || unit.isOver();
        if (image != null && mine && !overtaken(image.key())) {
            session.images().read(image);
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
            List<@Nullable RowImage> images = new ArrayList<>();
            for (int i = 0; i < bound.tables().size(); i++) {
                images.add(image(i));
            }
            streamed = images;
        }
    }

    /**
     * Captures the row under the cursor while the application is still at it. The driver remembers
     * whether the last value it gave was NULL, and the application may yet ask; so the last value read here is one
     * that is as NULL as the application's was.
     */
    void captureInPlace() {
        if (!onRow || captured) {
            return;
        }
        List<@Nullable RowImage> before = streamed;
        if (before != null) {
            captured = true;
            before.forEach(this::remember);
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
        if (lent && large(column)) {
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
    public void overwritten() {
        session.wrote();
        for (BoundRead.Source source : bound.tables()) {
            session.counts()
                    .unguarded(
                            source.table().name(),
                            Unguarded.CURSOR.name(),
                            source.shape().statement());
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
        this.onRow = onRow;
        captured = false;
        lent = false;
        streamed = null;
        fetched.forget();
        if (onRow) {
            // the application reads the row from here on, however long the cursor then stays on it
            arrivedAt = clock.read();
            arrival = session.trackers().arrival();
        }
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
