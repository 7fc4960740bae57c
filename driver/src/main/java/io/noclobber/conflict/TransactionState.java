package io.noclobber.conflict;

/** In what state a refused write leaves the transaction. */
public enum TransactionState {
    /** Earlier statements stand, later ones can follow. */
    ALIVE,
    /** The database refuses everything but a rollback. */
    MUST_ROLL_BACK,
    /** The database has rolled back the whole transaction, whatever a later commit reports. */
    ROLLED_BACK
}
