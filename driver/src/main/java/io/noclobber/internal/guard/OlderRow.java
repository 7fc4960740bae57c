package io.noclobber.internal.guard;

import io.noclobber.internal.image.OwnWork;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a result that is older than own writes still tells of a row that they have changed. Stateless. */
final class OlderRow {
    private OlderRow() {}

    /**
     * The columns that the writes have left alone, and of which nothing is known that may be newer.
     *
     * @param image the row as the result shows it
     * @param work what the writes have made of it
     * @return {@code null} where there are none
     */
    static @Nullable RowImage left(RowImage image, OwnWork work, @Nullable RowImage known) {
        if (work.anything() || work.deletes()) {
            return null;
        }
        List<ColumnName> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < image.shape().columns().size(); i++) {
            ColumnName column = image.shape().columns().get(i);
            if (image.value(i) != RowImage.NOT_READ && !work.covers(column) && !holds(known, column)) {
                columns.add(column);
                values.add(image.value(i));
            }
        }
        if (columns.isEmpty()) {
            return null;
        }
        RowShape shape = new RowShape(
                image.shape().table(),
                columns,
                image.shape().statement(),
                image.shape().inexact().stream().filter(columns::contains).toList());
        return RowImage.of(shape, image.key(), values.toArray(), image.readAtMillis());
    }

    private static boolean holds(@Nullable RowImage known, ColumnName column) {
        if (known == null) {
            return false;
        }
        RowImage older = known.older();
        return known.shape().columns().contains(column)
                || older != null && older.shape().columns().contains(column);
    }
}
