package io.noclobber.internal.image;

import io.noclobber.internal.image.ImageStore.Lifetime;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stores with the rows of two tables, a clock that stands still, and what they have dropped. */
abstract class Stores {
    static final TableName ORDERS = new TableName(null, "PUBLIC", "ORDERS");
    static final TableName LINES = new TableName(null, "PUBLIC", "LINES");
    static final RowShape WIDE = shape(ORDERS, "STATUS", "NOTES");
    static final RowShape NARROW = shape(ORDERS, "STATUS");
    static final RowShape LINE = shape(LINES, "AMOUNT");
    static final RowKey ORDER = RowKey.of(ORDERS, 1L);
    static final RowKey OTHER = RowKey.of(ORDERS, 2L);
    static final RowKey ITEM = RowKey.of(LINES, 1L);
    static final ImageLimits LIMITS = new ImageLimits(1_000, 1_000_000, Duration.ofHours(1));

    final List<String> dropped = new ArrayList<>();
    long now = 1_000;

    final ImageStore transaction() {
        ImageStore store = store(LIMITS);
        store.autoCommit(false);
        return store;
    }

    final ImageStore store(ImageLimits limits) {
        return store(limits, Lifetime.CONNECTION);
    }

    final ImageStore store(ImageLimits limits, Lifetime lifetime) {
        return new ImageStore(
                limits,
                lifetime,
                (rows, why) -> {
                    synchronized (dropped) {
                        dropped.add(rows + " " + why);
                    }
                },
                () -> now);
    }

    final RowImage wide(RowKey key, String status, String notes) {
        return RowImage.of(WIDE, key, new Object[] {status, notes}, now);
    }

    final RowImage narrow(RowKey key, String status) {
        return RowImage.of(NARROW, key, new Object[] {status}, now);
    }

    final RowImage line(String amount) {
        return RowImage.of(LINE, ITEM, new Object[] {amount}, now);
    }

    static RowShape shape(TableName table, String... columns) {
        return new RowShape(
                table,
                List.of(columns).stream()
                        .map(name -> new ColumnName(table, name))
                        .toList(),
                "SELECT " + String.join(", ", columns) + " FROM " + table);
    }
}
