package io.noclobber.internal.guard;

import io.noclobber.row.RowImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was captured of the row under a cursor, and what has become of the row since. Confined to its result set. */
final class CapturedRow {
    private boolean done;

    /** For each table; {@code null} before. */
    private @Nullable List<@Nullable RowImage> images;

    /** The row without its large objects, while the application may be reading a stream of it. */
    private @Nullable List<@Nullable RowImage> early;

    /** The cursor shows what the application has set and not yet written. */
    private boolean changing;

    /** The row was written through this cursor since it was captured. */
    private boolean rewritten;

    /** The cursor stands elsewhere. */
    void clear() {
        done = false;
        images = null;
        early = null;
        changing = false;
        rewritten = false;
    }

    /** Whether nothing is left to be captured. */
    boolean isDone() {
        return done;
    }

    void done(List<@Nullable RowImage> captured) {
        done = true;
        images = captured;
    }

    /**
     * More of the row can be captured now. Not when the cursor shows what nobody has stored.
     *
     * @return whether the row will be captured as it is shown from now on
     */
    boolean redo() {
        done &= changing || rewritten;
        return !done;
    }

    /** What was captured before the application could read a stream; {@code null} where nothing was. */
    @Nullable List<@Nullable RowImage> early() {
        return early;
    }

    void early(List<@Nullable RowImage> captured) {
        early = captured;
    }

    /** The application sets columns of the row. */
    void changing() {
        changing = true;
    }

    /** Whether the cursor shows what nobody has stored. */
    boolean isChanging() {
        return changing;
    }

    /** What was captured of the row, for each table. */
    List<@Nullable RowImage> images() {
        return images == null ? List.of() : images;
    }

    /** What was captured of the row of one table; {@code null} where nothing was. */
    @Nullable RowImage image(int table) {
        return images == null ? null : images.get(table);
    }

    /** The row was written through this cursor; {@code after} is what is known of it then, {@code null} for nothing. */
    void written(int table, @Nullable RowImage after) {
        rewritten = after == null;
        if (after != null && images != null) {
            images.set(table, after);
        }
    }

    boolean isRewritten() {
        return rewritten;
    }
}
