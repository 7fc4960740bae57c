package io.noclobber.config;

/** How long what was read is remembered. */
public enum Scope {
    /** From the first statement to commit or rollback; in autocommit nothing is kept. */
    TRANSACTION,
    /** Until the connection is closed, or goes back to a pool above it. */
    CONNECTION
}
