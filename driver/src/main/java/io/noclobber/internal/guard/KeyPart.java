package io.noclobber.internal.guard;

import io.noclobber.internal.sql.ValueSource;

/** Where the value of one key column comes from when a row is read. */
sealed interface KeyPart {
    KeyKind kind();

    /** The column stands in the select list, at {@code index} of the image. */
    record Selected(KeyKind kind, int index) implements KeyPart {}

    /**
     * The column is pinned by the query's WHERE.
     *
     * @param spelled the text there need not be the one that is stored
     */
    record Pinned(KeyKind kind, ValueSource source, boolean spelled) implements KeyPart {}
}
