package io.noclobber.internal.guard;

import io.noclobber.dialect.UnreadableValueException;
import io.noclobber.internal.catalog.Column;
import io.noclobber.row.RowImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the values in the driver's own queries. Stateless. */
final class StoredValue {
    private StoredValue() {}

    /**
     * The value of {@code column} at {@code index}; {@link RowImage#NOT_READ} where the driver cannot make an object of it,
     * which must not cost the application its write.
     */
    static @Nullable Object read(Counts counts, Column column, ResultSet rows, int index) throws SQLException {
        try {
            return column.rule().capture().read(rows, index);
        } catch (UnreadableValueException unreadable) {
            counts.notCaptured(column, unreadable);
            return RowImage.NOT_READ;
        }
    }

    /** The same, to be held against what was read before: a value that cannot be read is at least not that. */
    static @Nullable Object now(Column column, ResultSet rows, int index) throws SQLException {
        try {
            return column.rule().capture().read(rows, index);
        } catch (UnreadableValueException other) {
            return RowImage.NOT_READ;
        }
    }
}
