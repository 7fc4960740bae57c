package io.noclobber.conflict;

/** What somebody else did to a row. */
public enum ConflictKind {
    /** The row no longer is what was read. */
    UPDATED,
    /** The row is gone. */
    DELETED
}
