package io.noclobber.internal.guard;

import org.jspecify.annotations.Nullable;

/**
 * What a verdict found of one row. Immutable by convention: the array is never written after creation.
 *
 * @param exists whether the row is there
 * @param values one value for each column asked for; empty when the row is gone
 * @param matches whether the application's own condition holds for it
 * @param found whether the database finds the row as it was read
 */
record RowNow(boolean exists, @Nullable Object[] values, boolean matches, Found found) {
    /** What the database says of the columns that it can compare. */
    enum Found {
        NOT_ASKED,
        AS_READ,
        OTHERWISE
    }

    private static final @Nullable Object[] NO_VALUES = {};

    /** The row is not there. */
    static final RowNow GONE = new RowNow(false, NO_VALUES, false, Found.NOT_ASKED);
}
