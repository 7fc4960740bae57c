package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing to undo when the transaction, or its part since a savepoint, is rolled back. */
sealed interface Undo {
    /** What an entry itself takes, and a key in a set, in bytes. */
    int BYTES = 48;

    /** The table it is about, or {@code null} for all. */
    @Nullable TableName table();

    /** An estimate of the heap it holds, in bytes. */
    long weigh();

    /** The row goes back to what was known of it before an own write. Immutable. */
    record Row(
            RowKey key, @Nullable RowImage before, @Nullable Hold hold) implements Undo {
        @Override
        public TableName table() {
            return key.table();
        }

        @Override
        public long weigh() {
            return before == null ? BYTES : BYTES + before.weigh();
        }
    }

    /** What was read of the table since it was forgotten may show uncommitted work, and leaves. Immutable. */
    record Forgotten(
            @Nullable TableName table,
            long position,
            @Nullable Mark previous) implements Mark {
        @Override
        public long weigh() {
            return BYTES;
        }
    }

    /**
     * Rows of the table that were read first after an own insert may be what was inserted, and leave.
     *
     * @param seen the keys of these rows; grows
     */
    record Inserted(
            TableName table, long position, @Nullable Mark previous, Set<RowKey> seen) implements Mark {
        Inserted(TableName table, long position, @Nullable Mark previous) {
            this(table, position, previous, new HashSet<>());
        }

        @Override
        public long weigh() {
            return BYTES + (long) BYTES * seen.size();
        }
    }

    /** From here on, reads of a table may show uncommitted work that no write of one row tells. */
    sealed interface Mark extends Undo {
        /** Its own position in the log. */
        long position();

        /** The mark that this one stands before: of the same table, or of all for all. */
        @Nullable Mark previous();
    }
}
