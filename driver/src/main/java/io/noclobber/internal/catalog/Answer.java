package io.noclobber.internal.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What the driver says of one name. Immutable.
 *
 * @param there whether something has that name, so that no other place needs to be searched
 * @param table what it is; {@code null} where there is nothing, or nothing that can be guarded: more
 *     than one table, or one that belongs to a single session
 */
record Answer(boolean there, @Nullable Table table) {
    static final Answer NOTHING = new Answer(false, null);
    static final Answer NOT_GUARDED = new Answer(true, null);
}
