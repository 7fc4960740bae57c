package io.noclobber.internal.image;

import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a row when own writes of it are undone. Stateless.
 *
 * <p>What was known before the writes counts again. Columns that were read after them, for the first time or anew,
 * are kept, for a read is not undone; but not those that the writes have set, because it was their work that was read.
 * Where triggers may have changed others along, only what was read for the first time is kept.
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
        if (!tells(now) && (older == null || !tells(older))) {
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

    /** Whether a column was read after the writes that was not known before, or with another value, and not as they set it. */
    private boolean tells(RowImage image) {
        for (int i = 0; i < image.shape().columns().size(); i++) {
            ColumnName column = image.shape().columns().get(i);
            if (!work.covers(column) && (holder(column) == null || isNewer(column, image.value(i)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code value} is what was read last, of a column that was known before and that the writes have left alone. */
    private boolean isNewer(ColumnName column, @Nullable Object value) {
        RowImage holder = holder(column);
        return holder != null
                && !work.covers(column)
                && !work.triggers()
                && value != RowImage.NOT_READ
                && !Objects.deepEquals(value, holder.value(holder.shape().indexOf(column.name())));
    }

    /** The columns of {@code image}, those that the writes may have changed with the values from before, or without where these were not known. */
    private @Nullable RowImage laid(RowImage image) {
        List<ColumnName> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        boolean same = true;
        for (int i = 0; i < image.shape().columns().size(); i++) {
            ColumnName column = image.shape().columns().get(i);
            RowImage holder = holder(column);
            boolean keeps = isNewer(column, image.value(i)) || holder == null && !work.covers(column);
            if (keeps || holder != null) {
                columns.add(column);
                values.add(
                        keeps || holder == null
                                ? image.value(i)
                                : holder.value(holder.shape().indexOf(column.name())));
            }
            same &= keeps;
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
