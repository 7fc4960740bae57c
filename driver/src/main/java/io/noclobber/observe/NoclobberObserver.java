package io.noclobber.observe;

import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.row.ColumnName;
import io.noclobber.row.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Watches what the guard does. Every method does nothing unless it is overridden.
 *
 * <p>Methods are called on the thread of the application, by many threads at once, and must return soon.
 * Texts are the application's and may hold values; reasons are constants, few in number.
 */
public interface NoclobberObserver {
    /** Watches nothing. */
    NoclobberObserver NONE = new NoclobberObserver() {};

    /** The reason of a write that ran unguarded because the application had not read the row. */
    String NO_IMAGE = "NO_IMAGE";

    /** A connection was opened. */
    default void connected(ConnectionInfo connection) {}

    /**
     * A known pool that opens connections gives no sign when one goes back to it, so that what was read is remembered for a
     * transaction only. Called for each connection.
     */
    default void poolGivesNoSign(String pool) {}

    /**
     * The database of a connection lets changes pass that neither it nor a guard can notice. Called for each connection.
     *
     * @param engine the name of the database
     * @param what which changes, in a sentence for people
     */
    default void unnoticed(String engine, String what) {}

    /** A connection went back to its pool, and what its borrower had read of {@code rows} rows was forgotten. */
    default void leaseEnded(int rows) {}

    /** A write of one row ran under guard, whatever came of it. */
    default void guarded(TableName table) {}

    /** A write of one row ran without guard because an earlier write of the same transaction holds the row locked. */
    default void held(TableName table) {}

    /**
     * A write ran as the application sent it.
     *
     * @param table the table, or {@code null} when the statement was not understood
     */
    default void unguarded(@Nullable TableName table, String reason, String text) {}

    /** A write was refused. */
    default void refused(ConcurrencyConflictException conflict) {}

    /** Rows that had been read were forgotten before their scope ended. */
    default void imagesDropped(int count, String why) {}

    /**
     * The store of conversations could not do {@code what}: what it was asked for counts as not read.
     *
     * @param failure whatever it has thrown, or what says that its answer is none
     */
    default void storeFailed(String what, Throwable failure) {}

    /**
     * With {@code scope=conversation} a statement runs outside of any: what it reads is remembered for a transaction only.
     * Called once for each connection.
     */
    default void withoutConversation() {}

    /** A statement was not understood. Called for each execution. */
    default void notAnalysed(String text, String reason) {}

    /** The driver could not tell {@code what}, so that what depends on it runs unguarded. Called for each failure. */
    default void catalogFailed(String what, Exception failure) {}

    /** A guard did not match a row that is as it was read: the fault is ours, and the application got its write. */
    default void defect(TableName table, String description) {}

    /**
     * Rows of a table should be compared by a version that the database itself keeps, and it keeps none. Called once for
     * each table of a connection.
     */
    default void rowVersionMissing(TableName table) {}

    /** A column cannot be compared and is left out of every guard. Called once for each column of a connection. */
    default void columnExcluded(ColumnName column, String reason) {}
}
