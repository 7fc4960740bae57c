package io.noclobber.conflict;

import java.sql.SQLNonTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a write was refused because somebody else changed or deleted the row after the
 * application had read it. The statement had no effect; the message tells a person what happened.
 *
 * <p>Not transient on purpose: whoever repeats the write without reading again overwrites the very
 * change that was protected. Where the database itself raised an exception, that is the cause.
 */
public final class ConcurrencyConflictException extends SQLNonTransientException {
    private static final long serialVersionUID = 1L;

    // values come from any driver and need not be serializable; the message tells them anyway
    private final transient @Nullable List<RowConflict> conflicts;
    private final TransactionState transactionState;
    private final boolean diffRead;

    ConcurrencyConflictException(
            String message,
            String state,
            @Nullable Throwable cause,
            List<RowConflict> conflicts,
            TransactionState transactionState,
            boolean diffRead) {
        super(message, state, 0, cause);
        this.conflicts = List.copyOf(conflicts);
        this.transactionState = transactionState;
        this.diffRead = diffRead;
    }

    /**
     * The rows in conflict, values unmasked; at least one, but for an exception that was serialized, which has
     * lost them.
     */
    public List<RowConflict> getConflicts() {
        return conflicts == null ? List.of() : conflicts;
    }

    public TransactionState getTransactionState() {
        return transactionState;
    }

    /** Whether the rows could be read again to see what changed. */
    public boolean isDiffRead() {
        return diffRead;
    }
}
