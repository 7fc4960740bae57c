package io.noclobber.internal.guard;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application has looked at of the row under the cursor of one result set. A query may show a column several times,
 * and the application look at any of them. Confined to its result set.
 */
final class LookedAt {
    private final FetchedRow fetched;

    /** The result columns with large objects that it has read. */
    private final BitSet large = new BitSet();

    LookedAt(BoundRead bound) {
        this.fetched = new FetchedRow(bound.captures());
    }

    FetchedRow fetched() {
        return fetched;
    }

    /** The cursor has left the row. */
    void forget() {
        large.clear();
        fetched.forget();
    }

    /** Which columns hold large objects, by their number; {@code null} where none does. */
    static boolean @Nullable [] largeObjects(BoundRead bound) {
        boolean[] large = new boolean[bound.captures().length];
        boolean any = false;
        for (BoundRead.Source source : bound.tables()) {
            for (int i = 0; i < source.positions().length; i++) {
                large[source.positions()[i]] = Delivery.of(source.columns().get(i)) == Delivery.LARGE_OBJECT;
                any |= large[source.positions()[i]];
            }
            source.again().forEach((position, i) -> large[position] = large[source.positions()[i]]);
        }
        return any ? large : null;
    }

    /**
     * The application reads the large object in a result column.
     *
     * @return whether it is the first time in this row
     */
    boolean readsLarge(int column) {
        boolean first = !large.get(column);
        large.set(column);
        return first;
    }

    /** Whether the application has read the large object in a result column. */
    boolean hasRead(int column) {
        return large.get(column);
    }

    /** What the application has fetched of a column of {@code source}; {@code null} where that is nothing. */
    @Nullable Object value(BoundRead.Source source, int i) {
        @Nullable Object known = fetched.value(source.positions()[i]);
        if (known == null && !source.again().isEmpty()) {
            for (Map.Entry<Integer, Integer> place : source.again().entrySet()) {
                if (known == null && place.getValue() == i) {
                    known = fetched.value(place.getKey());
                }
            }
        }
        return known;
    }

    /** The result column in which a column of {@code source} is to be read: the one of several that the application has read. */
    int position(BoundRead.Source source, int i) {
        int position = source.positions()[i];
        if (!large.get(position) && !source.again().isEmpty()) {
            for (Map.Entry<Integer, Integer> place : source.again().entrySet()) {
                if (place.getValue() == i && large.get(place.getKey())) {
                    return place.getKey();
                }
            }
        }
        return position;
    }

    /** Whether a column of {@code source} holds a large object that the application has not asked for. */
    boolean isUnread(BoundRead.Source source, int i) {
        return !large.get(position(source, i))
                && Delivery.of(source.columns().get(i)) == Delivery.LARGE_OBJECT
                && !isOfKey(source, i);
    }

    private static boolean isOfKey(BoundRead.Source source, int i) {
        return source.key().stream().anyMatch(part -> part instanceof KeyPart.Selected key && key.index() == i);
    }

    /** What the application has looked at of a row that was captured as a whole. */
    RowImage part(BoundRead.Source source, RowImage captured) {
        BitSet unread = new BitSet();
        for (int i = 0; i < source.positions().length; i++) {
            unread.set(i, value(source, i) == null && isUnread(source, i));
        }
        return unread.isEmpty() ? captured : without(unread, source, captured);
    }

    /** The large object in a result column, of a row that was captured as a whole; {@code null} where it is none of this table. */
    @Nullable RowImage only(int column, BoundRead.Source source, RowImage captured) {
        BitSet others = new BitSet();
        for (int i = 0; i < source.positions().length; i++) {
            others.set(i, position(source, i) != column);
        }
        return others.cardinality() == source.positions().length ? null : without(others, source, captured);
    }

    private static RowImage without(BitSet unread, BoundRead.Source source, RowImage captured) {
        @Nullable Object[] values = new @Nullable Object[source.positions().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = captured.value(i);
        }
        return without(unread, source, captured.key(), values, captured.readAtMillis());
    }

    /** The image without the columns at the positions {@code unread}: of what was not looked at, an earlier read still stands. */
    static RowImage without(
            BitSet unread, BoundRead.Source source, RowKey key, @Nullable Object[] values, long readAtMillis) {
        @Nullable Object[] read = new @Nullable Object[values.length - unread.cardinality()];
        for (int i = 0, to = 0; i < values.length; i++) {
            if (!unread.get(i)) {
                read[to++] = values[i];
            }
        }
        return RowImage.of(source.narrow().without(unread), key, read, readAtMillis);
    }
}
