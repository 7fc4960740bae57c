package io.noclobber.internal.catalog;

import io.noclobber.dialect.Naming;
import io.noclobber.row.TableName;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the unique index that can stand for a primary key: over whole rows, over columns, none of them ever NULL. */
final class UniqueIndexes {
    private final DatabaseMetaData metaData;
    private final Naming naming;

    UniqueIndexes(DatabaseMetaData metaData, Naming naming) {
        this.metaData = metaData;
        this.naming = naming;
    }

    /** The columns of the smallest such index, the first by name among equals; empty when there is none. */
    List<Column> smallest(TableName table, List<Column> columns, Set<String> partial) throws SQLException {
        Map<String, List<Column>> usable = new TreeMap<>();
        Map<String, Boolean> refused = new TreeMap<>();
        // Approximate figures will do: only names are wanted, and exact ones make some engines count rows.
        try (ResultSet rows = metaData.getIndexInfo(table.catalog(), table.schema(), table.name(), true, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                if (index == null || rows.getShort("TYPE") == DatabaseMetaData.tableIndexStatistic) {
                    continue;
                }
                Column column = column(columns, rows.getString("COLUMN_NAME"));
                if (rows.getBoolean("NON_UNIQUE")
                        || !isBlank(rows.getString("FILTER_CONDITION"))
                        || partial.contains(index)
                        || column == null
                        || column.nullable()) {
                    refused.put(index, true);
                } else {
                    usable.computeIfAbsent(index, any -> new ArrayList<>()).add(column);
                }
            }
        }
        List<Column> smallest = List.of();
        for (Map.Entry<String, List<Column>> index : usable.entrySet()) {
            if (!refused.containsKey(index.getKey())
                    && (smallest.isEmpty() || index.getValue().size() < smallest.size())) {
                smallest = index.getValue();
            }
        }
        return smallest;
    }

    /** The column of that name, also when the driver gives it as an expression would spell it; {@code null} for any other expression. */
    private @Nullable Column column(List<Column> columns, @Nullable String name) {
        for (Column column : columns) {
            if (column.name().name().equals(name)
                    || naming.quoted(column.name().name()).equals(name)) {
                return column;
            }
        }
        return null;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
