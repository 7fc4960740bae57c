package io.noclobber.row;

import java.util.Objects;

/**
 * The name of a column within its table, spelled as the catalog stores it. Immutable.
 *
 * @param table the table that owns the column
 * @param name the column's own name
 */
public record ColumnName(TableName table, String name) {

    public ColumnName {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return table + "." + name;
    }
}
