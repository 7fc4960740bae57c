package io.noclobber.internal.guard;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the writer of a row set has read to compare them, and that differ from what the application has read of them in
 * which columns are NULL. For an UPDATE the writer sees that; for a DELETE it does not, so that the image from before still
 * counts. Confined to one connection.
 */
final class CheckedRows {
    /** So many at once nobody writes by hand; what is beyond is as the writer of the row set leaves it. */
    private static final int LARGEST = 1_000;

    private final Map<RowKey, RowImage> before = new HashMap<>();

    /** The writer of a row set has read {@code now} of a row of which {@code known} was read before. */
    void read(@Nullable RowImage known, RowImage now) {
        if (known != null && before.size() < LARGEST && differsInNulls(known, now)) {
            before.putIfAbsent(now.key(), known);
        }
    }

    private static boolean differsInNulls(RowImage known, RowImage now) {
        for (int i = 0; i < known.shape().columns().size(); i++) {
            int index = now.shape().indexOf(known.shape().columns().get(i).name());
            if (index >= 0 && (known.value(i) == null) != (now.value(index) == null)) {
                return true;
            }
        }
        return false;
    }

    /** What a DELETE of the row must be compared with, {@code null} where its image is right. */
    @Nullable RowImage before(RowKey key) {
        return before.isEmpty() ? null : before.get(key);
    }

    /** The application has read the row itself. */
    void forget(RowKey key) {
        if (!before.isEmpty()) {
            before.remove(key);
        }
    }

    void clear() {
        before.clear();
    }
}
