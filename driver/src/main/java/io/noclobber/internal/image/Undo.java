package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import org.jspecify.annotations.Nullable;

/** One thing to undo when the transaction, or its part since a savepoint, is rolled back. Immutable. */
sealed interface Undo {
    /** The row goes back to what was known of it before an own write. */
    record Row(
            RowKey key, @Nullable RowImage before, @Nullable Hold hold) implements Undo {}

    /** What was read of the table, or of any table, since it was forgotten may show uncommitted work, and leaves. */
    record ReadSince(@Nullable TableName table) implements Undo {}

    /** An estimate of the heap it holds, in bytes. */
    default long weigh() {
        return 40 + (this instanceof Row row && row.before != null ? row.before.weigh() : 0);
    }
}
