package io.noclobber.store;

import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowShape;
import org.jspecify.annotations.Nullable;

/** Brings two reads of one row together so that the first stands. Stateless. */
final class FirstRead {
    private FirstRead() {}

    /** What was known, with what {@code later} has read first; {@code known} itself where that is nothing. */
    static RowImage of(RowImage known, RowImage later) {
        RowImage filled = filled(known, later);
        return filled.covers(later) ? filled : filled.over(later);
    }

    /** A column that was selected and could not be read, such as a large object that nobody asked for, is read first later. */
    private static RowImage filled(RowImage known, RowImage later) {
        RowImage newest = filledAlone(known, later);
        RowImage older = known.older();
        RowImage behind = older == null ? null : filledAlone(older, later);
        if (newest == null && (older == null || behind == null)) {
            return known;
        }
        RowImage front = newest == null ? known.alone() : newest;
        return older == null ? front : front.over(behind == null ? older : behind);
    }

    private static @Nullable RowImage filledAlone(RowImage known, RowImage later) {
        RowShape shape = known.shape();
        @Nullable Object @Nullable [] values = null;
        for (int i = 0; i < shape.columns().size(); i++) {
            Object value =
                    known.value(i) == RowImage.NOT_READ ? value(shape.columns().get(i), later) : RowImage.NOT_READ;
            if (value != RowImage.NOT_READ) {
                values = values == null ? values(known) : values;
                values[i] = value;
            }
        }
        return values == null ? null : RowImage.of(shape, known.key(), values, known.readAtMillis());
    }

    private static @Nullable Object[] values(RowImage image) {
        @Nullable Object[] values = new @Nullable Object[image.shape().columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.value(i);
        }
        return values;
    }

    private static @Nullable Object value(ColumnName column, RowImage image) {
        int index = image.shape().indexOf(column.name());
        return index < 0 ? RowImage.NOT_READ : image.value(index);
    }
}
