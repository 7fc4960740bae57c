package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What reads do to the images. Confined to the lock of its store. */
final class Reads {
    private final TransactionSpan span;
    private final Images images;
    private final Overlay overlay;
    private final LongSupplier millis;

    Reads(TransactionSpan span, Images images, Overlay overlay, LongSupplier millis) {
        this.span = span;
        this.images = images;
        this.overlay = overlay;
        this.millis = millis;
    }

    @Nullable RowImage find(RowKey key) {
        return images.find(key, millis.getAsLong());
    }

    void read(RowImage image) {
        if (span.keeps()) {
            merge(image);
        }
    }

    /** Puts a newer image over what is known; it tells what an own write stored if it covers all of that. */
    void merge(RowImage image) {
        // the time of the read serves as now: a scan does not ask the clock once more for each row
        long now = image.readAtMillis();
        RowImage before = images.find(image.key(), now);
        overlay.reading(image, before);
        images.put(before == null ? image : image.over(before));
        images.shrink(now);
    }

    void joined(RowKey newer, RowKey older) {
        RowImage kept = find(newer);
        RowImage other = images.remove(older);
        if (kept != null && other != null) {
            images.put(kept.over(other.under(newer)));
        }
    }

    void replaced(RowImage image) {
        if (find(image.key()) != null) {
            images.put(image);
        }
    }
}
