package io.noclobber.row;

import java.util.List;
import java.util.Objects;

/**
 * What all rows that one statement reads of one table have in common. Shared by their images.
 * Immutable.
 *
 * @param table the table the rows belong to
 * @param columns the columns read, in the order in which an image holds their values
 * @param statement the text that read them, with literals as the application wrote them
 * @param inexact the columns that the statement read as well, and of which no image can hold a value
 *     because nothing reads them exactly
 */
public record RowShape(TableName table, List<ColumnName> columns, String statement, List<ColumnName> inexact) {

    public RowShape {
        Objects.requireNonNull(table, "table");
        columns = List.copyOf(columns);
        Objects.requireNonNull(statement, "statement");
        inexact = List.copyOf(inexact);
    }

    public RowShape(TableName table, List<ColumnName> columns, String statement) {
        this(table, columns, statement, List.of());
    }

    /** The position of {@code column}, or -1 when the statement did not read it. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether every column of {@code other} is one of this shape's. */
    public boolean covers(RowShape other) {
        return this == other
                || (columns.equals(other.columns) || columns.containsAll(other.columns))
                        && inexact.containsAll(other.inexact);
    }
}
