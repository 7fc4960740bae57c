package io.noclobber.internal.guard;

import io.noclobber.config.Settings;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the application has read elsewhere as somebody else has changed them, while a cursor that writes whole rows still
 * shows them as they were: what it would put back is no work of the application's. Told from any thread, asked from the one
 * that writes.
 */
final class PassedRows {
    private final BoundRead bound;
    private final Settings settings;

    /** What was known of each before that. */
    private volatile @Nullable Map<RowKey, RowImage> passed;

    PassedRows(BoundRead bound, Settings settings) {
        this.bound = bound;
        this.settings = settings;
    }

    /** What was {@code known} of a row is now read as {@code now}. */
    void by(RowImage known, RowImage now) {
        for (BoundRead.Source source : bound.tables()) {
            if (source.table().name().equals(now.key().table())
                    && new RowComparison(source.table(), settings).changed(known, now) != null) {
                add(known);
                return;
            }
        }
    }

    private void add(RowImage known) {
        Map<RowKey, RowImage> rows = passed;
        if (rows == null) {
            rows = new ConcurrentHashMap<>();
            passed = rows;
        }
        rows.putIfAbsent(known.key(), known);
    }

    /** What was known of a row before, {@code null} where it was not passed. */
    @Nullable RowImage before(RowKey key) {
        Map<RowKey, RowImage> rows = passed;
        return rows == null ? null : rows.get(key);
    }

    /** The cursor shows the row as it is now. */
    void refreshed(RowKey key) {
        Map<RowKey, RowImage> rows = passed;
        if (rows != null) {
            rows.remove(key);
        }
    }
}
