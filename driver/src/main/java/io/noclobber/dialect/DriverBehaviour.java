package io.noclobber.dialect;

import java.sql.SQLException;

/**
 * What the JDBC driver of a database does with statements, batches, cursors and streams, where JDBC leaves it open or is not
 * followed. Implementations are immutable and thread-safe; what a method does not override is what most drivers do.
 */
public interface DriverBehaviour {

    /**
     * Whether the driver sends a {@link java.sql.Date}, {@code Time} or {@code Timestamp} as the time zone of the JVM shows it,
     * whatever the settings of the connection.
     */
    default boolean sendsDatesAsShown() {
        return false;
    }

    /** Whether the driver runs what is given to a plain statement that is closed, instead of refusing it. */
    default boolean runsClosedStatements() {
        return false;
    }

    /** Whether the driver may store a large object as soon as a setter of a statement gives it one. */
    default boolean storesLargeObjects() {
        return true;
    }

    /**
     * Whether a stream or large object of a row that the application was given stays as it is while the same value is read
     * once more, and anything else of the row. Where it does not, or nobody has tried, a row that is written while a cursor
     * stays on it is compared without those values.
     */
    default boolean givesStreamsAgain() {
        return false;
    }

    /** Whether the driver reads the streams of an element when it is added to a batch, and not when the batch runs. */
    default boolean batchesReadStreams() {
        return false;
    }

    /** Whether the driver refuses to give generated keys by the numbers of their columns, before it sends anything. */
    default boolean refusesKeyIndexes() {
        return false;
    }

    /** Whether generated keys that are asked for take the place of what their statement gave, its count included. */
    default boolean keysReplaceCount() {
        return false;
    }

    /**
     * Whether a cursor that was opened in autocommit mode still stands on its row when other statements have run on the
     * connection, and when a transaction was made and committed around its write. Standard SQL does not say so.
     *
     * @param holdability of the cursor, a constant of {@link java.sql.ResultSet}
     */
    default boolean cursorsStay(int holdability) {
        return false;
    }

    /** Whether {@code updateRow} also writes the columns that the application has not updated, as the cursor shows them. */
    default boolean cursorsWriteWholeRows() {
        return true;
    }

    /** Whether {@code refreshRow} reads the row from the database. */
    default boolean refreshReads() {
        return true;
    }

    /**
     * Whether a statement has run, and its driver only says that another method should have been called for it.
     *
     * @param inTransaction whether it ran in a transaction of the application's
     */
    default boolean hasRun(SQLException error, boolean inTransaction) {
        return false;
    }

    /** Whether the parameters of a prepared statement are those that were set last after its batch, not those of the element that ran last. */
    default boolean batchLeavesParameters() {
        return false;
    }

    /** Whether a batch of the driver tells for each element how many rows it touched. */
    default boolean countsBatches() {
        return true;
    }

    /** Whether the driver runs nothing of a batch after an element that failed, although it tells a count for each. */
    default boolean failureEndsBatch() {
        return false;
    }

    /** Whether the driver, in autocommit, rolls back the whole of a batch in which an element failed. */
    default boolean failureUndoesBatch() {
        return false;
    }

    /** Whether a transaction can be committed while rows that a statement of it returned are still open. */
    default boolean commitsWithRowsOpen() {
        return true;
    }

    /** Whether the driver closes what a statement has given before when the same statement runs an UPDATE. JDBC says so. */
    default boolean updateClosesRows() {
        return true;
    }

    /** Whether the driver can tell how many rows an UPDATE or DELETE with RETURNING has written. */
    default boolean countsWhatItReturns() {
        return true;
    }

    /** Whether a rollback closes the rows that statements of the connection have given, also those that a commit leaves open. */
    default boolean rollbackClosesRows() {
        return false;
    }

    /** Whether in autocommit any statement closes the rows that others of the connection have given. */
    default boolean statementsCloseRows() {
        return false;
    }

    /** Whether in autocommit mode any statement commits what others of the connection are reading, which ends cursors that end with it. */
    default boolean statementsCommitRows() {
        return statementsCloseRows();
    }

    /** Whether in autocommit mode the end of a result commits as well, which ends cursors that end with it. */
    default boolean endOfRowsCommits() {
        return false;
    }

    /** Whether in autocommit mode a statement ends those updatable cursors of the connection that end with a commit. */
    default boolean statementsEndUpdatableCursors() {
        return statementsCommitRows();
    }

    /**
     * Whether a question to the database while a result is being streamed on the connection makes the driver read all of that
     * result at once, or fails.
     */
    default boolean questionsEndStreams() {
        return false;
    }
}
