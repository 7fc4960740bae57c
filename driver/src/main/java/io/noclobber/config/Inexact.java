package io.noclobber.config;

/** What becomes of a write to a row of which a column was read that cannot be compared exactly. */
public enum Inexact {
    /** The column is left out of the guard. */
    EXCLUDE,
    /** The write fails. */
    REFUSE
}
