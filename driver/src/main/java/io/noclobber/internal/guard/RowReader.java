package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes images of the row under the cursor of one result set out of the driver's hands. Confined to its result set. */
final class RowReader {
    private final Session session;
    private final BoundRead bound;

    /** For each table what the query says of its key, {@code null} where that cannot be told: its rows are not captured. */
    private final @Nullable Object[] @Nullable [] pinned;

    private final ResultSet rows;

    /** The driver writes what the cursor shows back with each row, also large objects that nobody has read. */
    private final boolean writesBack;

    private final LookedAt looked;
    private int cutTo;

    /** The application holds a large object of the row. */
    private boolean lent;

    private long arrivedAt;

    RowReader(
            Session session,
            BoundRead bound,
            @Nullable Object[] @Nullable [] pinned,
            ResultSet rows,
            boolean writesBack) {
        this.session = session;
        this.bound = bound;
        this.pinned = pinned;
        this.rows = rows;
        this.writesBack = writesBack;
        this.looked = new LookedAt(bound);
    }

    FetchedRow fetched() {
        return looked.fetched();
    }

    /** Large texts and bytes may have been cut to {@code size}. */
    void cuts(int size) {
        cutTo = size;
    }

    /** Which columns hold large objects, by their number; {@code null} where none does. */
    boolean @Nullable [] largeObjects() {
        return LookedAt.largeObjects(bound);
    }

    /** The cursor has left the row: nothing was read of what it shows next. */
    void left() {
        lent = false;
        looked.forget();
    }

    /** The application reads the row under the cursor from {@code now} on. */
    void arrived(long now) {
        arrivedAt = now;
    }

    long arrivedAt() {
        return arrivedAt;
    }

    /**
     * The application reads the large object in {@code column}.
     *
     * @return whether it is the first time in this row
     */
    boolean readsLarge(int column) {
        return looked.readsLarge(column);
    }

    /** Whether the application holds a large object of the row, which reading that value again might disturb. */
    void lent(boolean lent) {
        this.lent = lent;
    }

    /**
     * Puts into {@code images} the image of the row of each table, {@code null} where its key is not known.
     *
     * @return the same list
     */
    List<@Nullable RowImage> images(List<@Nullable RowImage> images) {
        images.clear();
        for (int i = 0; i < bound.tables().size(); i++) {
            images.add(image(i));
        }
        return images;
    }

    /** The same, but without what can be read only once: the application has read nothing of the row yet. */
    List<@Nullable RowImage> plainImages() {
        lent = true;
        try {
            return images(new ArrayList<>());
        } finally {
            lent = false;
        }
    }

    private @Nullable RowImage image(int table) {
        @Nullable Object[] said = pinned[table];
        BoundRead.Source source = bound.tables().get(table);
        if (said == null) {
            notTold(source);
            return null;
        }
        @Nullable Object[] values = new @Nullable Object[source.positions().length];
        boolean mayBeUnread = !writesBack && source.narrow().areWanted();
        BitSet unread = null;
        for (int i = 0; i < values.length; i++) {
            @Nullable Object known = looked.value(source, i);
            if (known == null && mayBeUnread && looked.isUnread(source, i)) {
                unread = unread == null ? new BitSet() : unread;
                unread.set(i);
                known = RowImage.NOT_READ;
            }
            values[i] = whole(known == null ? captureRead(source, i) : known);
        }
        RowKey key = KeyReader.read(source, values, said);
        if (key == null) {
            notTold(source);
            return null;
        }
        return unread == null
                ? RowImage.of(source.shape(), key, values, arrivedAt)
                : LookedAt.without(unread, source, key, values, arrivedAt);
    }

    /**
     * What the application has looked at of the rows captured: the driver may write back more than that.
     *
     * @return {@code captured} itself where that is all
     */
    List<@Nullable RowImage> seen(List<@Nullable RowImage> captured) {
        if (!writesBack) {
            return captured;
        }
        List<@Nullable RowImage> seen = new ArrayList<>();
        for (int i = 0; i < captured.size(); i++) {
            RowImage row = captured.get(i);
            seen.add(row == null ? null : seen(i, row));
        }
        return seen;
    }

    /** The same of the row of one table. */
    RowImage seen(int table, RowImage captured) {
        BoundRead.Source source = bound.tables().get(table);
        return writesBack && source.narrow().areWanted() ? looked.part(source, captured) : captured;
    }

    /** Of rows captured the large object that the application looks at only now; nothing where it was not captured with them. */
    List<@Nullable RowImage> seenAt(int column, List<@Nullable RowImage> captured) {
        List<@Nullable RowImage> seen = new ArrayList<>();
        for (int i = 0; writesBack && i < captured.size(); i++) {
            RowImage row = captured.get(i);
            seen.add(row == null ? null : looked.only(column, bound.tables().get(i), row));
        }
        return seen;
    }

    /** Images of what the application has fetched of the row, without a question to the driver. */
    List<RowImage> fetchedImages() {
        List<RowImage> images = new ArrayList<>();
        for (int i = 0; i < bound.tables().size(); i++) {
            @Nullable Object[] said = pinned[i];
            BoundRead.Source source = bound.tables().get(i);
            @Nullable Object[] values = fetchedOf(source);
            if (said != null && values != null) {
                RowKey key = KeyReader.read(source, values, said);
                if (key != null) {
                    images.add(RowImage.of(source.shape(), key, values, arrivedAt));
                }
            }
        }
        return images;
    }

    /** What the application has fetched of one table's row; {@code null} where that is nothing. */
    private @Nullable Object @Nullable [] fetchedOf(BoundRead.Source source) {
        @Nullable Object[] values = new @Nullable Object[source.positions().length];
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            @Nullable Object known = looked.value(source, i);
            values[i] = known == null ? RowImage.NOT_READ : whole(known);
            any |= known != null;
        }
        return any ? values : null;
    }

    private void notTold(BoundRead.Source source) {
        if (!source.optional()) {
            session.counts().unsureRead();
        }
    }

    private @Nullable Object capture(BoundRead.Source source, int i) {
        return !writesBack && looked.isUnread(source, i) ? RowImage.NOT_READ : captureRead(source, i);
    }

    /**
     * A value that the driver refuses twice, such as a stream already consumed, is missing from the image; the
     * application's own call is not disturbed. What fails once only, and is then written, would be written unguarded.
     */
    private @Nullable Object captureRead(BoundRead.Source source, int i) {
        Column column = source.columns().get(i);
        Delivery delivery = Delivery.of(column);
        if (lent && delivery != Delivery.PLAIN && !givesAgain()) {
            return RowImage.NOT_READ;
        }
        int position = looked.position(source, i);
        try {
            return column.rule().capture().read(rows, position);
        } catch (SQLException | RuntimeException refused) {
            return captureAgain(column, position);
        }
    }

    private @Nullable Object captureAgain(Column column, int position) {
        try {
            return column.rule().capture().read(rows, position);
        } catch (SQLException | RuntimeException refused) {
            session.counts().notCaptured(column, refused);
            return RowImage.NOT_READ;
        }
    }

    /** Whether what the application holds of the row is left alone by whatever is read beside it. */
    boolean givesAgain() {
        return session.dialect().givesStreamsAgain();
    }

    /** The row is about to be overwritten, and what the application holds of it was not captured. */
    void tellMissing() {
        if (!lent || givesAgain()) {
            return;
        }
        for (BoundRead.Source source : bound.tables()) {
            for (int i = 0; i < source.positions().length; i++) {
                Column column = source.columns().get(i);
                boolean held = Delivery.of(column) == Delivery.LARGE_OBJECT
                        ? looked.hasRead(looked.position(source, i))
                        : Delivery.of(column) == Delivery.STREAM;
                if (held && looked.value(source, i) == null) {
                    session.counts().notCaptured(column);
                }
            }
        }
    }

    /** A value that may have been cut is not known. */
    private @Nullable Object whole(@Nullable Object value) {
        boolean cut = cutTo > 0
                && (value instanceof String text && text.length() >= cutTo
                        || value instanceof byte[] bytes && bytes.length >= cutTo);
        return cut ? RowImage.NOT_READ : value;
    }

    /**
     * Reads a value that is as NULL as the last one that the application has read: the driver remembers whether the last
     * value it gave was NULL, and the application may yet ask.
     */
    void restore(boolean wasNull) throws SQLException {
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
            if (gives(i, wasNull)) {
                return;
            }
        }
    }

    private boolean gives(int column, boolean isNull) {
        try {
            return (rows.getObject(column) == null) == isNull;
        } catch (SQLException | RuntimeException refused) {
            return false; // nobody has asked for the value: there may be another one that does as well
        }
    }
}
