package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The images as they are now, least recently read first, within the limits. Confined to the lock of its store. */
final class Images {
    private final LinkedRows rows = new LinkedRows();
    private final Map<TableName, Integer> rowsOfTable = new HashMap<>();
    private final Set<RowKey> doubtful = new HashSet<>();
    private final ImageLimits limits;
    private final long maximumAge;
    private final Drops drops;

    Images(ImageLimits limits, Drops drops) {
        this.limits = limits;
        this.maximumAge = saturatedMillis(limits.age());
        this.drops = drops;
    }

    static long saturatedMillis(Duration age) {
        return age.compareTo(Duration.ofMillis(Long.MAX_VALUE / 2)) > 0 ? Long.MAX_VALUE / 2 : age.toMillis();
    }

    boolean isEmpty() {
        return rows.size() == 0;
    }

    boolean holds(TableName table) {
        return rowsOfTable.containsKey(table);
    }

    List<TableName> tables() {
        return List.copyOf(rowsOfTable.keySet());
    }

    List<RowKey> keys(TableName table) {
        List<RowKey> keys = new ArrayList<>();
        if (holds(table)) {
            for (RowImage image : rows) {
                if (image.key().table().equals(table)) {
                    keys.add(image.key());
                }
            }
        }
        return keys;
    }

    /** The image, unless it is too old, then it leaves; without what is behind it, where only that is. */
    @Nullable RowImage find(RowKey key, long now) {
        RowImage image = rows.find(key);
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
            replace(image);
        }
        return image;
    }

    /** The image, however old. */
    @Nullable RowImage peek(RowKey key) {
        return rows.find(key);
    }

    /** The keys of the rows of one table, or of all. */
    List<RowKey> keysOf(@Nullable TableName table) {
        if (table != null) {
            return keys(table);
        }
        List<RowKey> keys = new ArrayList<>();
        rows.forEach(image -> keys.add(image.key()));
        return keys;
    }

    private boolean expired(RowImage image, long now) {
        return now - image.readAtMillis() > maximumAge;
    }

    /** From the one read longest ago on. */
    void forEach(Consumer<RowImage> action) {
        rows.forEach(action);
    }

    /** Puts everything into {@code other}. */
    void copyTo(Images other) {
        for (RowImage image : rows) {
            other.put(image);
        }
        doubtful.forEach(other::doubt);
    }

    /** Adds or replaces an image as the one most recently read. */
    void put(RowImage image) {
        certain(image.key());
        if (rows.put(image)) {
            rowsOfTable.merge(image.key().table(), 1, Integer::sum);
        }
    }

    /** Puts an image in the place of the row's, which it makes no less doubtful. */
    void replace(RowImage image) {
        if (rows.find(image.key()) != null) {
            rows.put(image);
        }
    }

    /** The row may not be there, because what was read of it may have been an own insert that is undone. */
    void doubt(RowKey key) {
        RowImage image = rows.find(key);
        if (image != null) {
            doubtful.add(image.key());
        }
    }

    Set<RowKey> doubtful() {
        return Set.copyOf(doubtful);
    }

    boolean isDoubtful(RowKey key) {
        return doubtful.contains(key);
    }

    /** The row is there. */
    void certain(RowKey key) {
        if (!doubtful.isEmpty()) {
            doubtful.remove(key);
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
        certain(image.key());
        rowsOfTable.computeIfPresent(image.key().table(), (table, count) -> count == 1 ? null : count - 1);
    }

    /** Removes the images of one table, or all. */
    List<RowImage> removeAll(@Nullable TableName table) {
        List<RowImage> removed = new ArrayList<>();
        if (table != null && !holds(table)) {
            return removed;
        }
        for (Iterator<RowImage> all = rows.iterator(); all.hasNext(); ) {
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
        for (RowImage eldest = rows.eldest(); eldest != null; eldest = rows.eldest()) {
            DropReason why = expired(eldest, now)
                    ? DropReason.AGE
                    : rows.size() > limits.rows()
                            ? DropReason.ROWS
                            : rows.bytes() > limits.bytes() ? DropReason.BYTES : null;
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
        doubtful.clear();
    }

    int size() {
        return rows.size();
    }

    long bytes() {
        return rows.bytes();
    }
}
