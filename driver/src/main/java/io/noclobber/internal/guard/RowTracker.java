package io.noclobber.internal.guard;

import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/**
 * Follows the cursor of one result set and captures each row that it leaves, once. Confined to its
 * result set.
 */
public interface RowTracker {
    /** Where what the application fetches of the row under the cursor may be told, so that it is not fetched twice. */
    default @Nullable FetchedRow fetched() {
        return null;
    }

    /**
     * Which columns hold large objects, by their number: only what the application itself has read of them is captured.
     *
     * @return {@code null} when none does
     */
    default boolean @Nullable [] largeObjects() {
        return null;
    }

    /** The application is about to read the large object in {@code column}. */
    default void readsLarge(int column) {}

    /** The cursor is about to leave the row it stands on, or the row is about to be overwritten. Never fails. */
    void leaving();

    /** The cursor has moved. {@code onRow} tells whether it stands on a row now. */
    void arrived(boolean onRow);

    /** The statement goes on to its next result, and the cursor stays where it is; some databases end its row by that. */
    default void staying() {}

    /**
     * The cursor has come to a row, which the application is about to be given.
     *
     * @throws SQLException the conflict, where the row is not as a conversation has read it and that is to be refused
     */
    default void check() throws SQLException {}

    /** Warns of rows, that under the cursor included, that are not as a conversation has read them; {@code null} where none is. */
    default @Nullable SQLWarning warnings() {
        return null;
    }

    /** Whether the result may have warnings of ours, also where the driver knows none. */
    default boolean warns() {
        return false;
    }

    /** The application has seen the warnings. */
    default void clearWarnings() {}

    /** The application is about to set a column of the row under the cursor: what the cursor shows from then on nobody has read. */
    default void changing() {}

    /**
     * Updates or deletes the row under the cursor. What was captured of it is no longer what is stored, and what the
     * cursor shows may be either: nothing is captured until the cursor arrives at a row again.
     *
     * @throws SQLException the conflict, where somebody else has changed the row, or what the driver throws
     */
    default void write(CursorWrite write) throws SQLException {
        write.run();
    }

    /** The driver has read the row under the cursor anew. */
    default void refreshed() {
        arrived(true);
    }

    /** A row was inserted through the cursor. */
    default void inserted() {}

    /**
     * The application is about to be given a stream of the row under the cursor. Some drivers close it when
     * anything else of the row is read, so nothing is, until the cursor leaves the row.
     */
    default void streams() {}

    /** The application has been given a large object of the row under the cursor: reading that value again might disturb it. */
    default void lends() {}

    /** The driver cuts texts and bytes of this result to {@code size}, so that what is that long may be only the beginning. */
    default void cuts(int size) {}

    /** The result was opened at a {@link ConnectionGuard#moment}, before the application asked for it. */
    default void opened(long moment) {}

    /** The result set is being closed; call {@link #leaving()} first where its row can still be read. */
    void closed();
}
