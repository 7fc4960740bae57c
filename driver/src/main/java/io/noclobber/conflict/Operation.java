package io.noclobber.conflict;

/** What the application meant to do with a row. */
public enum Operation {
    UPDATE,
    DELETE
}
