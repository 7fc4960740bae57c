package io.noclobber.config;

/** How long what was read is remembered. */
public enum Scope {
    /** From the first statement to commit or rollback; in autocommit nothing is kept. */
    TRANSACTION,
    /** Until the connection is closed, or goes back to a pool above it. */
    CONNECTION,
    /** As long as the conversation that the work is for, on whichever connections; without one, as for a transaction. */
    CONVERSATION,
    /** As long as the conversation that the work is for; without one, as long as the connection. */
    AUTO;

    /** Whether conversations count. */
    public boolean converses() {
        return this == CONVERSATION || this == AUTO;
    }

    /** Whether what was read outside of any conversation outlives its transaction. */
    public boolean outlivesTransaction() {
        return this == CONNECTION || this == AUTO;
    }

    /** The same where nobody can tell how long the connection belongs to one borrower. */
    Scope withoutConnection() {
        return converses() ? CONVERSATION : TRANSACTION;
    }
}
