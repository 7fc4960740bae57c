package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowShape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a result that is older than own writes still tells of a row that they have changed: the columns that they have left
 * alone. Confined to one row.
 */
final class OlderRow {
    private final RowImage image;
    private final OwnWork work;
    private final @Nullable RowImage known;
    private final Set<String> added = new LinkedHashSet<>();
    private boolean forgets;

    /**
     * @param image the row as the result shows it
     * @param work what the writes have made of it
     * @param known what is known of it, which may be newer
     */
    OlderRow(RowImage image, OwnWork work, @Nullable RowImage known) {
        this.image = image;
        this.work = work;
        this.known = known;
    }

    /**
     * What is known of the row, and besides what the result tells. A column that the result shows and that the writes have
     * changed counts as read, with a value that nobody knows unless it is known already.
     *
     * @return {@code null} where the result tells nothing more
     */
    @Nullable RowImage completed(@Nullable Table table) {
        if (work.anything() || work.deletes() || table == null) {
            return null;
        }
        RowShape shape = shape();
        @Nullable Object[] values = new @Nullable Object[shape.columns().size()];
        for (int i = 0; i < values.length; i++) {
            ColumnName column = shape.columns().get(i);
            RowImage holder = holder(column);
            int shown = image.shape().columns().indexOf(column);
            if (holder != null) {
                values[i] = holder.value(holder.shape().columns().indexOf(column));
            } else if (shown < 0 || work.covers(column) || image.value(shown) == RowImage.NOT_READ) {
                values[i] = RowImage.NOT_READ;
                forgets |= shown >= 0 && work.covers(column);
            } else {
                values[i] = image.value(shown);
                if (!isKey(table, column)) {
                    added.add(column.name());
                }
            }
        }
        if (added.isEmpty()) {
            return null;
        }
        RowImage newest =
                RowImage.of(shape, image.key(), values, known == null ? image.readAtMillis() : known.readAtMillis());
        return known == null ? newest : newest.over(known);
    }

    /** Whether the result shows a column of which nobody knows what it is now; after {@link #completed}. */
    boolean forgets() {
        return forgets;
    }

    /** The columns of which only the result tells; after {@link #completed}. */
    Set<String> added() {
        return added;
    }

    /** Whatever was compared before is compared on. */
    private RowShape shape() {
        if (known == null || image.shape().covers(known.shape())) {
            return image.shape();
        }
        Set<ColumnName> columns = new LinkedHashSet<>(known.shape().columns());
        columns.addAll(image.shape().columns());
        Set<ColumnName> inexact = new LinkedHashSet<>(known.shape().inexact());
        inexact.addAll(image.shape().inexact());
        return new RowShape(
                known.shape().table(), List.copyOf(columns), known.shape().statement(), List.copyOf(inexact));
    }

    private @Nullable RowImage holder(ColumnName column) {
        for (RowImage each = known; each != null; each = each.older()) {
            int position = each.shape().columns().indexOf(column);
            if (position >= 0 && each.value(position) != RowImage.NOT_READ) {
                return each;
            }
        }
        return null;
    }

    private static boolean isKey(Table table, ColumnName column) {
        return table.key().stream().map(Column::name).anyMatch(column::equals);
    }
}
