package io.noclobber.internal.guard;

import org.jspecify.annotations.Nullable;

/**
 * What a verdict found of one row. Immutable by convention: the array is never written after creation.
 *
 * @param exists whether the row is there
 * @param values one value for each column asked for; empty when the row is gone
 * @param matches whether the application's own condition holds for it
 */
record RowNow(boolean exists, @Nullable Object[] values, boolean matches) {
    private static final @Nullable Object[] NO_VALUES = {};

    /** The row is not there. */
    static final RowNow GONE = new RowNow(false, NO_VALUES, false);
}
