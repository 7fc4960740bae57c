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

    /**
     * The row goes back to what was known of it before own writes. Immutable.
     *
     * @param work what the own writes may have done to it since
     * @param doubtful whether it may not have been there
     */
    record Row(
            RowKey key, @Nullable RowImage before, @Nullable Hold hold, OwnWork work, boolean doubtful)
            implements Undo {
        /** What is known of the row once this is undone, when {@code now} is known of it. */
        @Nullable RowImage restored(@Nullable RowImage now) {
            return Restored.of(before, now, work);
        }

        Row and(OwnWork more) {
            OwnWork all = work.and(more);
            return all == work ? this : new Row(key, before, hold, all, doubtful);
        }

        @Override
        public TableName table() {
            return key.table();
        }

        @Override
        public long weigh() {
            return before == null ? BYTES : BYTES + before.weigh();
        }
    }

    /**
     * What was read of the table since it was forgotten may show {@code work} that is undone, and loses that. Immutable.
     *
     * @param known the keys of the rows that were forgotten, where an earlier mark may ask for them
     */
    record Forgotten(
            @Nullable TableName table,
            long position,
            @Nullable Mark previous,
            OwnWork work,
            Set<RowKey> known) implements Mark {
        Forgotten and(OwnWork more) {
            OwnWork all = work.and(more);
            return all == work ? this : new Forgotten(table, position, previous, all, known);
        }

        @Override
        public long weigh() {
            return BYTES + (long) BYTES * known.size();
        }
    }

    /**
     * Rows of the table that were read first after an own insert may be what was inserted.
     *
     * @param replaces whether what was inserted may stand in the place of rows that an own write took away
     * @param seen the keys of these rows; grows
     */
    record Inserted(
            TableName table, long position, @Nullable Mark previous, boolean replaces, Set<RowKey> seen)
            implements Mark {
        Inserted(TableName table, long position, @Nullable Mark previous, boolean replaces) {
            this(table, position, previous, replaces, new HashSet<>());
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
