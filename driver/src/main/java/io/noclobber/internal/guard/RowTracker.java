package io.noclobber.internal.guard;

/**
 * Follows the cursor of one result set and captures each row that it leaves, once. Confined to its
 * result set.
 */
public interface RowTracker {
    /** The cursor is about to leave the row it stands on, or the row is about to be overwritten. Never fails. */
    void leaving();

    /** The cursor has moved. {@code onRow} tells whether it stands on a row now. */
    void arrived(boolean onRow);

    /** The result set is being closed; call {@link #leaving()} first where its row can still be read. */
    void closed();
}
