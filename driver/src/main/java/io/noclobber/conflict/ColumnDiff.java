package io.noclobber.conflict;

import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one column of a row: as it was read, as it is now, as the application wanted it. Immutable.
 *
 * <p>Values are {@code null} for NULL, and also where they are not known; the methods beside them tell
 * which. They are never masked, whatever the options say of messages.
 */
public final class ColumnDiff {
    /** Given instead of a value that nobody knows: one that could not be read, or one that an expression computes. */
    public static final Object UNKNOWN = marker("unknown");

    /** Given instead of an attempted value when the statement does not set the column. */
    public static final Object NOT_WRITTEN = marker("not written");

    /** Who made a column differ from what was read. */
    public enum Side {
        /** The application, by the refused statement. */
        YOU,
        /** Somebody else. */
        OTHERS
    }

    private final ColumnName column;
    private final @Nullable Object original;
    private final @Nullable Object current;
    private final @Nullable Object attempted;
    private final Set<Side> sides;

    private ColumnDiff(
            ColumnName column,
            @Nullable Object original,
            @Nullable Object current,
            @Nullable Object attempted,
            Set<Side> sides) {
        this.column = Objects.requireNonNull(column, "column");
        this.original = is(original, RowImage.NOT_READ) ? UNKNOWN : original;
        this.current = is(current, RowImage.NOT_READ) ? UNKNOWN : current;
        this.attempted = attempted;
        this.sides = Set.copyOf(sides);
    }

    /**
     * The difference of one column.
     *
     * @param original as it was read, {@link #UNKNOWN} or {@link RowImage#NOT_READ}
     * @param current as it is now, {@link #UNKNOWN} or {@link RowImage#NOT_READ}
     * @param attempted as the application wanted it, {@link #UNKNOWN} or {@link #NOT_WRITTEN}
     * @param sides who changed it; whether two values are the same is for the guard to say
     */
    public static ColumnDiff of(
            ColumnName column,
            @Nullable Object original,
            @Nullable Object current,
            @Nullable Object attempted,
            Set<Side> sides) {
        return new ColumnDiff(column, original, current, attempted, sides);
    }

    public ColumnName column() {
        return column;
    }

    /** The value that was read. */
    public @Nullable Object original() {
        return isOriginalKnown() ? original : null;
    }

    /** Whether {@link #original} was read. */
    public boolean isOriginalKnown() {
        return !is(original, UNKNOWN);
    }

    /** The value the database holds now. */
    public @Nullable Object current() {
        return isCurrentKnown() ? current : null;
    }

    /** Whether {@link #current} could be read. */
    public boolean isCurrentKnown() {
        return !is(current, UNKNOWN);
    }

    /** The value that the refused statement sets. */
    public @Nullable Object attempted() {
        return isAttemptedKnown() ? attempted : null;
    }

    /** Whether the refused statement sets the column to a value that stands in it, {@link #attempted}. */
    public boolean isAttemptedKnown() {
        return !is(attempted, UNKNOWN) && isWritten();
    }

    /** Whether the refused statement sets the column at all. */
    public boolean isWritten() {
        return !is(attempted, NOT_WRITTEN);
    }

    public boolean changedByYou() {
        return sides.contains(Side.YOU);
    }

    public boolean changedByOthers() {
        return sides.contains(Side.OTHERS);
    }

    /** The names only: values do not belong into a log. */
    @Override
    public String toString() {
        return column + " changed by " + sides;
    }

    @SuppressWarnings("ReferenceEquality") // a marker is that one object
    private static boolean is(@Nullable Object value, Object marker) {
        return value == marker;
    }

    private static Object marker(String text) {
        return new Object() {
            @Override
            public String toString() {
                return text;
            }
        };
    }
}
