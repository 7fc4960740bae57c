package io.noclobber.conflict;

import io.noclobber.row.ColumnName;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How conflicts are reported. Immutable if its predicate is.
 *
 * @param values whether messages show values, those of keys among them
 * @param redacted the columns whose values are masked in messages
 * @param maxLength after how many characters a value is cut
 * @param helpText the last sentence, or {@code null} for none
 * @param changedState the SQLState when at least one row was changed
 * @param deletedState the SQLState when all rows were deleted
 */
public record MessageStyle(
        boolean values,
        Predicate<ColumnName> redacted,
        int maxLength,
        @Nullable String helpText,
        String changedState,
        String deletedState) {

    /** What holds when nothing is configured. */
    public static final MessageStyle DEFAULT = new MessageStyle(true, column -> false, 60, null, "NC001", "NC002");

    public MessageStyle {
        Objects.requireNonNull(redacted, "redacted");
        Objects.requireNonNull(changedState, "changedState");
        Objects.requireNonNull(deletedState, "deletedState");
        if (maxLength < 1) {
            throw new IllegalArgumentException("a value cannot be cut after " + maxLength + " characters");
        }
    }
}
