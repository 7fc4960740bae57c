package io.noclobber.internal.guard;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How the JDBC layer runs a write that the guard has prepared. May be run more than once for one call. */
public interface WriteAttempt extends QuestionWatch {
    /**
     * Executes {@code sql} with the application's parameters and the guard's own.
     *
     * @return the rows affected; where the text returns rows, 1 when there is at least one and 0 when there is none
     * @throws SQLException as the driver throws it
     */
    long execute(GuardedSql sql) throws SQLException;

    /** How many seconds the application lets the statement take; 0 for as long as it likes. */
    default int queryTimeout() {
        return 0;
    }

    /** Other statements are about to run on the connection: what the application may ask of its own is asked now. */
    default void settle() throws SQLException {}

    /** The transaction that it runs in ends before the application sees its rows and keys: they must be fetched whole. */
    default void whole() {}

    /** Whether the statement can be asked for stored columns: the application has asked for no generated keys itself. */
    boolean canReturnStored();

    /**
     * The rows stored by the last {@link #execute} whose {@code stored} was not empty.
     *
     * @return {@code null} when nothing was asked for
     */
    @Nullable ResultSet stored() throws SQLException;

    /** Why the driver would not even prepare the text of the last {@link #execute}; {@code null} where it ran. */
    default @Nullable SQLException refusal() {
        return null;
    }

    /**
     * Whether the result of {@link #execute} tells if anything was written; not where the application asks for rows
     * that there are not, or for the count of a write that gives rows.
     *
     * @param returning whether the text gives rows
     */
    default boolean tells(boolean returning) {
        return true;
    }

    /** Whether the last {@link #execute} ran to its end, so that what it failed by came after it. */
    default boolean ran() {
        return false;
    }
}
