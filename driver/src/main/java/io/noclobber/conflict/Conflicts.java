package io.noclobber.conflict;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions of one connection. Thread-safe. */
public final class Conflicts {
    private final MessageStyle style;
    private final ConflictMessage message;

    /**
     * @param clock tells how long ago a row was read
     * @param zone in which the time of day is shown
     */
    public Conflicts(MessageStyle style, Clock clock, ZoneId zone) {
        this.style = style;
        this.message = new ConflictMessage(style, clock, zone);
    }

    /** The warning for a row that was read once more and is another. */
    public RowChangedWarning warn(RowConflict row) {
        return new RowChangedWarning(message.render(row), row);
    }

    /**
     * The exception for one refused write, or for a read that is refused before anybody writes.
     *
     * @param rows the rows in conflict, at least one
     * @param state in what state the transaction is left
     * @param diffRead whether the rows could be read again
     * @param cause what the database itself raised, or {@code null}
     */
    public ConcurrencyConflictException refuse(
            List<RowConflict> rows, TransactionState state, boolean diffRead, @Nullable Throwable cause) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a conflict needs at least one row");
        }
        boolean allDeleted = rows.stream().allMatch(row -> row.kind() == ConflictKind.DELETED);
        return new ConcurrencyConflictException(
                message.render(rows, state, diffRead),
                allDeleted ? style.deletedState() : style.changedState(),
                cause,
                rows,
                state,
                diffRead);
    }
}
