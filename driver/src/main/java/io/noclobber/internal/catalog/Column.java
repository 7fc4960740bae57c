package io.noclobber.internal.catalog;

import io.noclobber.dialect.ColumnRule;
import io.noclobber.dialect.ColumnType;
import io.noclobber.row.ColumnName;
import java.util.Objects;

/**
 * One column of a table. Immutable.
 *
 * @param name the name as the catalog stores it
 * @param position 1 for the first column
 * @param type what the catalog says of its type
 * @param rule how its values are captured and compared
 * @param nullable whether it may hold NULL, as far as the catalog knows
 * @param generated whether the database computes it
 * @param sqlName the name quoted, to be put into a statement
 */
public record Column(
        ColumnName name,
        int position,
        ColumnType type,
        ColumnRule rule,
        boolean nullable,
        boolean generated,
        String sqlName) {
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(sqlName, "sqlName");
    }
}
