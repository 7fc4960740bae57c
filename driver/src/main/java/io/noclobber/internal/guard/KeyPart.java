package io.noclobber.internal.guard;

import io.noclobber.internal.sql.ValueSource;

/** Where the value of one key column comes from when a row is read. */
sealed interface KeyPart {
    KeyColumn column();

    /** The column stands in the select list, at {@code index} of the image. */
    record Selected(KeyColumn column, int index) implements KeyPart {}

    /** The column is pinned by the query's WHERE. */
    record Pinned(KeyColumn column, ValueSource source) implements KeyPart {}
}
