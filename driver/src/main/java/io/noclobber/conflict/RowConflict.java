package io.noclobber.conflict;

import io.noclobber.row.ColumnName;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One row that somebody else changed or deleted between the application's read and its write. Immutable.
 *
 * @param key the row
 * @param keyColumns the names to the values of {@code key}, in the same order
 * @param kind what somebody else did
 * @param readAt when the application read it
 * @param readBy the text of the statement by which the application read it
 * @param columns what became of each column that was read or is written; empty for a deleted row, and
 *     where it could not be read
 * @param operation what the application meant to do
 */
public record RowConflict(
        RowKey key,
        List<ColumnName> keyColumns,
        ConflictKind kind,
        Instant readAt,
        String readBy,
        List<ColumnDiff> columns,
        Operation operation) {

    public RowConflict {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(readAt, "readAt");
        Objects.requireNonNull(readBy, "readBy");
        Objects.requireNonNull(operation, "operation");
        keyColumns = List.copyOf(keyColumns);
        columns = List.copyOf(columns);
        if (keyColumns.size() != key.values().size()) {
            throw new IllegalArgumentException(key.table() + ": " + keyColumns.size() + " key columns for "
                    + key.values().size() + " values");
        }
    }

    public TableName table() {
        return key.table();
    }

    /** The names only: values do not belong into a log. */
    @Override
    public String toString() {
        return operation + " of a row of " + table() + " that was " + kind;
    }
}
