package io.noclobber.conformance.database;

/** Something that databases do, unless {@link Engine} says that one does not. */
public enum Trait {
    /** A read never waits for the end of another transaction that has written the row. */
    READERS_PASS_WRITERS,
    /** {@code SELECT … FOR UPDATE} is accepted. */
    SELECT_FOR_UPDATE,
    /** {@code UPDATE … RETURNING} gives rows. */
    UPDATE_RETURNING,
    /** {@code DELETE … RETURNING} gives rows. */
    DELETE_RETURNING,
    /** An UPDATE or DELETE with RETURNING is counted, so that it can be guarded. */
    COUNTED_RETURNING,
    /** Tables have names with a schema or catalog before them. */
    QUALIFIED_TABLES,
    /** Cursors move backwards. */
    SCROLLABLE_CURSORS,
    /** Rows are written through the cursor of a result set. */
    UPDATABLE_CURSORS,
    /** {@code refreshRow} reads the row under an updatable cursor anew. */
    REFRESHED_CURSORS,
    /** {@code UPDATE} takes the name of a view that selects columns of one table. */
    UPDATABLE_VIEWS,
    /** Columns are {@code GENERATED ALWAYS AS} an expression. */
    COMPUTED_COLUMNS,
    /** {@code SET column = DEFAULT} is accepted. */
    DEFAULT_IN_UPDATE,
    /** Of two overlapping transactions that write a row the second waits for the first or is refused, and neither write is lost. */
    OVERLAPPING_WRITES_MEET,
    /** A transaction that updates a row and an overlapping one that deletes it cannot both succeed. */
    DELETES_MEET_UPDATES,
    /** Two threads may use one connection at a time. */
    SHARED_CONNECTIONS,
    /** Transactions have savepoints. */
    SAVEPOINTS,
    /** A statement that fails leaves its transaction, which can go on. */
    FAILURES_LEAVE_TRANSACTION,
    /** A statement that has failed can be used again. */
    FAILED_STATEMENTS_STAY_OPEN,
    /** Results give the streams of texts. */
    CHARACTER_STREAMS,
    /** The metadata lists the columns of UNIQUE constraints. */
    UNIQUE_CONSTRAINTS_LISTED,
    /** A trigger changes the row that is being updated. */
    ROW_TRIGGERS,
    /** Strings that differ in case only are different keys. */
    CASE_SENSITIVE_KEYS,
    /** Strings that differ in trailing blanks only are different keys. */
    BLANK_SENSITIVE_KEYS
}
