package io.noclobber.internal.catalog;

import java.util.Objects;

/**
 * One part of a name as a statement spells it. Immutable.
 *
 * @param text the name without its quotes, case untouched
 * @param quoted whether it stood in quotes
 */
public record NamePart(String text, boolean quoted) {
    public NamePart {
        Objects.requireNonNull(text, "text");
    }
}
