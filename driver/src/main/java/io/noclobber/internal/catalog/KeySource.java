package io.noclobber.internal.catalog;

/** From where it is known which columns identify a row. */
public enum KeySource {
    PRIMARY_KEY,
    /** A unique index over columns that are never NULL. */
    UNIQUE_INDEX,
    /** The option {@code keys}. */
    OPTION,
    /** Nobody knows. */
    NONE
}
