package io.noclobber.internal.catalog;

import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the foreign keys that carry a change of a row to other rows. Confined to one lookup. */
final class Cascades {
    private final Connection raw;

    Cascades(Connection raw) {
        this.raw = raw;
    }

    Set<TableName> from(TableName table) throws SQLException {
        Set<TableName> reached = new LinkedHashSet<>();
        Deque<TableName> open = new ArrayDeque<>();
        open.add(table);
        DatabaseMetaData metaData = raw.getMetaData();
        while (!open.isEmpty()) {
            TableName parent = open.remove();
            try (ResultSet keys = metaData.getExportedKeys(parent.catalog(), parent.schema(), parent.name())) {
                while (keys.next()) {
                    TableName child = new TableName(
                            blankAsNull(keys.getString("FKTABLE_CAT")),
                            blankAsNull(keys.getString("FKTABLE_SCHEM")),
                            keys.getString("FKTABLE_NAME"));
                    if ((carries(keys.getShort("UPDATE_RULE")) || carries(keys.getShort("DELETE_RULE")))
                            && reached.add(child)) {
                        open.add(child);
                    }
                }
            }
        }
        return reached;
    }

    private static boolean carries(short rule) {
        return rule == DatabaseMetaData.importedKeyCascade
                || rule == DatabaseMetaData.importedKeySetNull
                || rule == DatabaseMetaData.importedKeySetDefault;
    }

    private static @Nullable String blankAsNull(@Nullable String name) {
        return name == null || name.isEmpty() ? null : name;
    }
}
