package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The images as they are now, least recently read first, within the limits. Confined to the lock of its store. */
final class Images {
    private final LinkedHashMap<RowKey, RowImage> rows = new LinkedHashMap<>();
    private final Map<TableName, Integer> rowsOfTable = new HashMap<>();
    private final ImageLimits limits;
    private final long maximumAge;
    private final Drops drops;
    private long bytes;

    Images(ImageLimits limits, Drops drops) {
        this.limits = limits;
        this.maximumAge = saturatedMillis(limits);
        this.drops = drops;
    }

    private static long saturatedMillis(ImageLimits limits) {
        return limits.age().compareTo(Duration.ofMillis(Long.MAX_VALUE / 2)) > 0
                ? Long.MAX_VALUE / 2
                : limits.age().toMillis();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    boolean holds(TableName table) {
        return rowsOfTable.containsKey(table);
    }

    List<TableName> tables() {
        return List.copyOf(rowsOfTable.keySet());
    }

    List<RowKey> keys(TableName table) {
        return holds(table)
                ? rows.keySet().stream()
                        .filter(key -> key.table().equals(table))
                        .toList()
                : List.of();
    }

    /** The image, unless it is too old, then it leaves; without what is behind it, where only that is. */
    @Nullable RowImage find(RowKey key, long now) {
        RowImage image = rows.get(key);
        if (image == null) {
            return null;
        }
        if (expired(image, now)) {
            remove(key);
            drops.add(1, DropReason.AGE);
            return null;
        }
        RowImage older = image.older();
        if (older != null && expired(older, now)) {
            drops.add(1, DropReason.AGE);
            image = image.alone();
            put(image);
        }
        return image;
    }

    private boolean expired(RowImage image, long now) {
        return now - image.readAtMillis() > maximumAge;
    }

    /** Adds or replaces an image as the one most recently read. */
    void put(RowImage image) {
        RowImage before = rows.remove(image.key());
        // removed first, so that the entry's key is the image's own and the other can be collected
        rows.put(image.key(), image);
        bytes += image.weigh();
        if (before != null) {
            bytes -= before.weigh();
        } else {
            rowsOfTable.merge(image.key().table(), 1, Integer::sum);
        }
    }

    @Nullable RowImage remove(RowKey key) {
        RowImage before = rows.remove(key);
        if (before != null) {
            removed(before);
        }
        return before;
    }

    private void removed(RowImage image) {
        bytes -= image.weigh();
        rowsOfTable.computeIfPresent(image.key().table(), (table, count) -> count == 1 ? null : count - 1);
    }

    /** Removes the images of one table, or all. */
    List<RowImage> removeAll(@Nullable TableName table) {
        List<RowImage> removed = new ArrayList<>();
        if (table != null && !holds(table)) {
            return removed;
        }
        for (Iterator<RowImage> all = rows.values().iterator(); all.hasNext(); ) {
            RowImage image = all.next();
            if (table == null || image.key().table().equals(table)) {
                all.remove();
                removed(image);
                removed.add(image);
            }
        }
        return removed;
    }

    /** Drops the eldest until the rest is within the limits. */
    void shrink(long now) {
        while (!rows.isEmpty()) {
            RowImage eldest = rows.values().iterator().next();
            DropReason why = expired(eldest, now)
                    ? DropReason.AGE
                    : rows.size() > limits.rows() ? DropReason.ROWS : bytes > limits.bytes() ? DropReason.BYTES : null;
            if (why == null) {
                return;
            }
            remove(eldest.key());
            drops.add(1, why);
        }
    }

    void clear() {
        rows.clear();
        rowsOfTable.clear();
        bytes = 0;
    }

    int size() {
        return rows.size();
    }

    long bytes() {
        return bytes;
    }
}
