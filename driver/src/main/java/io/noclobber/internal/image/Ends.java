package io.noclobber.internal.image;

import java.util.function.LongSupplier;

/** What the ends of transactions, and savepoints, do to the images. Confined to the lock of its store. */
final class Ends {
    private final TransactionSpan span;
    private final Images images;
    private final Overlay overlay;
    private final LongSupplier millis;

    Ends(TransactionSpan span, Images images, Overlay overlay, LongSupplier millis) {
        this.span = span;
        this.images = images;
        this.overlay = overlay;
        this.millis = millis;
    }

    void autoCommit(boolean on) {
        if (on && !span.autoCommit()) {
            commit();
        }
        span.autoCommit(on);
    }

    void commit() {
        if (span.outlivesTransaction()) {
            overlay.dropUnknown(DropReason.UNKNOWN_AFTER_WRITE);
        } else {
            images.clear();
        }
        end();
    }

    void rollback() {
        if (span.outlivesTransaction()) {
            overlay.rollback();
        } else {
            images.clear();
        }
        end();
        images.shrink(millis.getAsLong());
    }

    void savepoint(Object token) {
        if (span.inTransaction()) {
            overlay.log().setSavepoint(token);
        }
    }

    void rollbackTo(Object token) {
        if (span.inTransaction()) {
            overlay.rollbackTo(token);
        }
        images.shrink(millis.getAsLong());
    }

    void endHolds() {
        overlay.dropUnknown(DropReason.UNKNOWN_AFTER_WRITE);
        overlay.endHolds();
    }

    void endUnknown() {
        overlay.forgetWritten();
        overlay.end();
    }

    void clear() {
        images.clear();
        end();
    }

    private void end() {
        overlay.end();
        span.end();
    }
}
