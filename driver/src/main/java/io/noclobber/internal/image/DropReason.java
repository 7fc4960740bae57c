package io.noclobber.internal.image;

/** Why images were dropped although their scope had not ended. */
public enum DropReason {
    /** There were more rows than the limit. */
    ROWS,
    /** They weighed more than the limit. */
    BYTES,
    /** They were read too long ago. */
    AGE,
    /** An own write changed the row, and what was stored was not found out before it took effect. */
    UNKNOWN_AFTER_WRITE,
    /** An own statement may have changed any row of the table: a call, or a text not understood. */
    UNKNOWN_EFFECT,
    /** The definition of the table may have changed. */
    DEFINITION_CHANGED,
    /** A transaction wrote more than can be undone within the limits, or used a savepoint no longer known. */
    NOT_UNDONE
}
