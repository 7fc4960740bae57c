package io.noclobber.internal.image;

import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a row when own writes of it are undone. Stateless.
 *
 * <p>What was known before the writes counts again. Columns that were read for the first time after them
 * are kept, for a read is not undone; but not those that the writes have set, because it was their work that was read.
 */
final class Restored {
    private final @Nullable RowImage before;
    private final OwnWork work;

    private Restored(@Nullable RowImage before, OwnWork work) {
        this.before = before;
        this.work = work;
    }

    /**
     * The image, {@code before} itself where nothing was read but what was known or set, or {@code null}
     * where nothing is known.
     */
    static @Nullable RowImage of(@Nullable RowImage before, @Nullable RowImage now, OwnWork work) {
        return now == null || work.anything() ? before : new Restored(before, work).with(now);
    }

    private @Nullable RowImage with(RowImage now) {
        RowImage older = now.older();
        if (!adds(now) && (older == null || !adds(older))) {
            return before;
        }
        RowImage newest = laid(now.alone());
        RowImage behind = older == null ? null : laid(older);
        RowImage all = newest == null || behind == null ? newest : newest.over(behind);
        if (all == null) {
            all = behind;
        }
        return all == null || before == null ? all : all.over(before);
    }

    /** Whether a column was read first after the writes, and not only as they set it. */
    private boolean adds(RowImage image) {
        for (ColumnName column : image.shape().columns()) {
            if (!work.covers(column) && holder(column) == null) {
                return true;
            }
        }
        return false;
    }

    /** The columns of {@code image} with the values from before where they were known, without those that the writes set. */
    private @Nullable RowImage laid(RowImage image) {
        List<ColumnName> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        boolean same = true;
        for (int i = 0; i < image.shape().columns().size(); i++) {
            ColumnName column = image.shape().columns().get(i);
            RowImage holder = holder(column);
            if (holder != null || !work.covers(column)) {
                columns.add(column);
                values.add(
                        holder == null
                                ? image.value(i)
                                : holder.value(holder.shape().indexOf(column.name())));
            }
            same &= holder == null && !work.covers(column);
        }
        if (same || columns.isEmpty()) {
            return same ? image : null;
        }
        RowShape shape = columns.size() == image.shape().columns().size()
                ? image.shape()
                : new RowShape(image.shape().table(), columns, image.shape().statement());
        return RowImage.of(shape, image.key(), values.toArray(), image.readAtMillis());
    }

    private @Nullable RowImage holder(ColumnName column) {
        RowImage known = before;
        if (known == null || known.shape().indexOf(column.name()) >= 0) {
            return known;
        }
        RowImage older = known.older();
        return older != null && older.shape().indexOf(column.name()) >= 0 ? older : null;
    }
}
