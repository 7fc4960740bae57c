package io.noclobber.internal.guard;

import io.noclobber.internal.guard.ConnectionGuard.BatchElement;
import io.noclobber.internal.sql.SpliceableText;
import io.noclobber.row.RowKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of a batch with what is known of its row. Immutable.
 *
 * @param element what the application added
 * @param intent the write, {@code null} when it is no write that can be guarded
 * @param compared what its guard compares, {@code null} when it is sent as it is
 * @param literals the values of its literals that its guarded form has as parameters
 * @param text what a guard is added to
 * @param pattern what its guard has to say of each column, {@code null} when it is sent as it is
 * @param alone whether it is no part of a driver's batch, because its row is locked first or a batch would not tell its count
 */
record BatchStep(
        BatchElement element,
        @Nullable Intent intent,
        @Nullable Compared compared,
        List<GuardedSql.Value> literals,
        SpliceableText text,
        long @Nullable [] pattern,
        boolean alone) {

    Intent intentOrThrow() {
        if (intent == null) {
            throw new IllegalStateException("only a write is guarded");
        }
        return intent;
    }

    /** The row that it is compared with, where the next element for the same row must be compared with another. */
    @Nullable RowKey key() {
        return intent == null || intent.image() == null ? null : intent.key();
    }

    boolean hasTextOf(BatchStep other) {
        return text == other.text || text.text().equals(other.text.text());
    }

    /** One that is sent as it is. */
    static BatchStep asSent(BatchElement element, @Nullable Intent intent) {
        boolean alone = intent != null && (intent.way() == Intent.Way.LOCKED || intent.way() == Intent.Way.EACH);
        return new BatchStep(element, intent, null, List.of(), element.statement(), null, alone);
    }
}
