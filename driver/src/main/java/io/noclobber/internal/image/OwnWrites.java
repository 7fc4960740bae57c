package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What own writes, and reading back what they stored, do to the images. Confined to the lock of its store. */
final class OwnWrites {
    private final TransactionSpan span;
    private final Images images;
    private final Overlay overlay;
    private final Reads reads;
    private final Drops drops;
    private final LongSupplier millis;

    OwnWrites(TransactionSpan span, Images images, Overlay overlay, Reads reads, Drops drops, LongSupplier millis) {
        this.span = span;
        this.images = images;
        this.overlay = overlay;
        this.reads = reads;
        this.drops = drops;
        this.millis = millis;
    }

    void wrote(RowKey key, OwnWork work) {
        if (span.inTransaction()) {
            overlay.hold(key, work, false, millis.getAsLong());
        } else {
            drop(key);
        }
    }

    void wrote(RowKey key, OwnWork work, RowImage stored) {
        if (span.inTransaction()) {
            overlay.hold(key, work, false, millis.getAsLong());
            reads.merge(stored);
            return;
        }
        RowImage before = reads.find(key);
        if (span.keeps() && (before == null || stored.covers(before))) {
            reads.merge(stored);
        } else {
            drop(key);
        }
    }

    void mayHaveWritten(RowKey key, OwnWork work) {
        if (span.inTransaction()) {
            overlay.touched(key, work, millis.getAsLong());
        }
        drop(key);
    }

    void deleted(RowKey key) {
        if (span.inTransaction()) {
            overlay.hold(key, OwnWork.UNKNOWN, true, millis.getAsLong());
        }
        images.remove(key);
    }

    void inserted(TableName table) {
        if (span.inTransaction()) {
            overlay.inserted(table);
        }
    }

    void forget(@Nullable TableName table, OwnWork work, DropReason why) {
        Set<RowKey> doubtful = images.doubtful();
        List<RowImage> forgotten = images.removeAll(table);
        drops.add(forgotten.size(), why);
        if (span.inTransaction()) {
            overlay.forgot(table, work, forgotten, doubtful);
        }
    }

    List<RowImage> unconfirmed() {
        if (overlay.isEmpty()) {
            return List.of();
        }
        List<RowImage> rows = new ArrayList<>();
        if (span.outlivesTransaction()) {
            for (RowKey key : overlay.unknown()) {
                RowImage image = reads.find(key);
                if (image != null) {
                    rows.add(image);
                }
            }
        }
        return rows;
    }

    void confirmed(RowKey key, RowImage stored) {
        if (overlay.holds(key) && reads.find(key) != null) {
            reads.merge(stored);
        }
    }

    void lost(RowKey key) {
        if (overlay.holds(key)) {
            overlay.lost(key);
            drop(key);
        }
    }

    private void drop(RowKey key) {
        if (images.remove(key) != null) {
            drops.add(1, DropReason.UNKNOWN_AFTER_WRITE);
        }
    }
}
