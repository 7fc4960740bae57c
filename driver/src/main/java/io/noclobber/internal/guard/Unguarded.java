package io.noclobber.internal.guard;

/** Why a write ran, or a query was read, without the guard knowing its rows. The names are the reasons in statistics. */
enum Unguarded {
    /** The catalog has no such table, or its name could mean several. */
    UNKNOWN_TABLE,
    /** The driver could not say what the table consists of. */
    CATALOG_FAILED,
    /** The table has no primary key, no NOT NULL unique index and no entry in option {@code keys}. */
    NO_KEY,
    /** Option {@code tables} leaves the table out. */
    NOT_TRACKED,
    /** The write does not name its rows by their whole key. */
    SET_BASED,
    /** The write names several rows by their keys. */
    SEVERAL_ROWS,
    /** It could not be told which row the key means. */
    UNSURE_KEY,
    /** The application has not read the row, or its image was dropped. */
    NO_IMAGE,
    /** The database does not count the rows that such a text writes, because it returns them. */
    RETURNING,
    /** A stored procedure was called: what it writes is not seen. */
    CALL,
    /** The row was written through the cursor of a result set. */
    CURSOR,
    /** The text cannot become a prepared statement without changing its meaning. */
    NOT_PREPARABLE,
    /** The key is not in the select list and not pinned. */
    KEY_NOT_READ,
    /** The result has other columns than the text and the catalog say. */
    UNEXPECTED_COLUMNS
}
