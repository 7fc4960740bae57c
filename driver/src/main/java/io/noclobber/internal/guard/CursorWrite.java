package io.noclobber.internal.guard;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A write of the row under the cursor of a result set: {@code updateRow} or {@code deleteRow}. Confined to the call. */
public interface CursorWrite {
    boolean deletes();

    /**
     * What the application has set, by the number of the result column: its value, {@code null} for NULL, or {@link
     * Parameters#UNKNOWN}.
     */
    Map<Integer, @Nullable Object> changes();

    /** Whether the cursor outlives a commit, a constant of {@link java.sql.ResultSet}. */
    int holdability() throws SQLException;

    /** Lets the driver write the row. */
    void run() throws SQLException;
}
