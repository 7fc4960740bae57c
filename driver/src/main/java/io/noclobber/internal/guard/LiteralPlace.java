package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;

/**
 * A literal that is all a text assigns to a column, or all it compares one with by {@code =}. Immutable.
 *
 * @param ordinal which literal of the text
 * @param assigned whether it is assigned, not compared
 */
record LiteralPlace(int ordinal, Column column, boolean assigned) {}
