package io.noclobber.internal.guard;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns of rows written in this transaction that were read before and that no guard has compared: somebody may have
 * changed them before the row was locked, so a later write that touches them is guarded although the row is held, and
 * reading back what was stored must not pass for the application's reading of them. Thread-safe: an older result may be read
 * on a thread of its own.
 */
final class Unverified {
    private final Map<RowKey, Set<String>> columns = new ConcurrentHashMap<>();

    /** The columns of the row that nobody has compared since they were read. */
    Set<String> of(RowKey key) {
        return columns.isEmpty() ? Set.of() : columns.getOrDefault(key, Set.of());
    }

    /** A row that was not held before is written, and {@code left} was not compared. */
    void wrote(RowKey key, Set<String> left) {
        if (!left.isEmpty()) {
            columns.put(key, left);
        } else if (!columns.isEmpty()) {
            columns.remove(key);
        }
    }

    /** Columns of a row that is held were read in a result that is older than that. */
    void read(RowKey key, Set<String> left) {
        if (!left.isEmpty()) {
            columns.merge(key, Set.copyOf(left), (one, other) -> {
                Set<String> both = new HashSet<>(one);
                both.addAll(other);
                return both;
            });
        }
    }

    /** A row that was held before is written again. */
    void wroteAgain(RowKey key, BoundWrite write, @Nullable Compared compared) {
        Set<String> before = of(key);
        if (!before.isEmpty()) {
            Set<String> left = new HashSet<>(before);
            left.removeAll(write.work().columns());
            if (compared != null) {
                compared.columns().forEach(column -> left.remove(column.name().name()));
            }
            wrote(key, left);
        }
    }

    /** The transaction has ended. */
    void clear() {
        if (!columns.isEmpty()) {
            columns.clear();
        }
    }

    /** What is read of the row again tells nothing of columns that nobody has compared: they stay as they were read. */
    RowImage kept(RowImage before, RowImage after) {
        Set<String> left = of(before.key());
        if (left.isEmpty()) {
            return after;
        }
        RowImage newest = keptAlone(before, after, left);
        RowImage older = before.older();
        return older == null ? newest : newest.over(keptAlone(older, after, left));
    }

    private static RowImage keptAlone(RowImage before, RowImage after, Set<String> left) {
        RowShape shape = before.shape();
        @Nullable Object[] values = new @Nullable Object[shape.columns().size()];
        for (int i = 0; i < values.length; i++) {
            String name = shape.columns().get(i).name();
            int position = left.contains(name) ? -1 : after.shape().indexOf(name);
            values[i] = position < 0 ? before.value(i) : after.value(position);
        }
        return RowImage.of(shape, before.key(), values, after.readAtMillis());
    }

    /** The part of {@code image} that {@code write} must still compare, or {@code null} when there is none. */
    @Nullable RowImage part(RowImage image, Compared compared) {
        Set<String> left = of(image.key());
        if (left.isEmpty()) {
            return null;
        }
        List<Compared.Item> items = compared.items().stream()
                .filter(item -> left.contains(item.column().name().name()))
                .toList();
        if (items.isEmpty()) {
            return null;
        }
        RowShape shape = new RowShape(
                image.key().table(),
                items.stream().map(item -> item.column().name()).toList(),
                image.shape().statement());
        @Nullable Object[] values = items.stream().map(item -> item.of(image)).toArray();
        return RowImage.of(shape, image.key(), values, image.readAtMillis());
    }
}
