package io.noclobber.conflict;

/** What the application meant to do with a row. */
public enum Operation {
    UPDATE,
    DELETE,
    /** It has read the row once more, or asked whether it is as it was read. */
    READ
}
