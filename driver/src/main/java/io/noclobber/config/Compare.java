package io.noclobber.config;

/** Which columns of a row that was read a write compares. */
public enum Compare {
    /** Every column that was read. */
    READ,
    /** Those that the statement sets, and those that its WHERE names; a DELETE compares every column that was read. */
    CHANGED,
    /** The version column alone where the row was read with one; else every column that was read. */
    VERSION,
    /** What the database itself changes with every write of the row, alone; where it has nothing, as {@link #VERSION}. */
    ROWVERSION,
    /** None beyond the key. */
    KEY
}
