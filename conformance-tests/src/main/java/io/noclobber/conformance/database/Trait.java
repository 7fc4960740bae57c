package io.noclobber.conformance.database;

/** Something that databases do, unless {@link Engine} says that one does not. */
public enum Trait {
    /** A write to a row that another transaction has written waits for its end; without it the write is refused at once. */
    WRITER_WAITS,
    /** A read never waits for the end of another transaction that has written the row. */
    READERS_PASS_WRITERS,
    /** {@code SELECT … FOR UPDATE} is accepted. */
    SELECT_FOR_UPDATE,
    /** {@code UPDATE … RETURNING} gives rows. */
    UPDATE_RETURNING,
    /** {@code DELETE … RETURNING} gives rows. */
    DELETE_RETURNING,
    /** A trigger's action is written in SQL. */
    SQL_TRIGGER,
    /** A trigger may change the row before it is stored. */
    ROW_CHANGING_TRIGGER,
    /** A number is rounded, and a CHAR padded, to what the column declares. */
    DECLARED_TYPES_KEPT,
    /** Cursors move backwards. */
    SCROLLABLE_CURSORS,
    /** {@code ResultSet.updateRow} is offered. */
    UPDATABLE_CURSORS,
    /** {@code UPDATE} takes the name of a view that selects columns of one table. */
    UPDATABLE_VIEWS,
    /** {@code SET column = DEFAULT} is accepted. */
    DEFAULT_IN_UPDATE,
    /** Strings that differ in case only are different keys. */
    CASE_SENSITIVE_KEYS,
    /** Strings that differ in trailing blanks only are different keys. */
    BLANK_SENSITIVE_KEYS,
    /** {@code Statement.getGeneratedKeys} tells the key of a row just inserted. */
    GENERATED_KEYS,
    /** An element that fails ends the batch, and the counts tell how far it came. */
    BATCH_STOPS_AT_FAILURE,
    /** A statement that fails leaves its transaction as it was before the statement. */
    TRANSACTION_SURVIVES_FAILURE
}
