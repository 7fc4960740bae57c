package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.ColumnReference;
import io.noclobber.internal.sql.Identifier;
import io.noclobber.internal.sql.KeyPin;
import io.noclobber.internal.sql.ValueSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The column that a name in a statement means. Immutable.
 *
 * @param table position of its table among those of the statement, -1 where it is known to be of none
 * @param column the column, {@code null} where the catalog does not know it
 */
record ResolvedColumn(int table, @Nullable Column column) {
    /** What is no column, or may be that of several tables. */
    static final ResolvedColumn COMPUTED = new ResolvedColumn(-1, null);

    /** A column without a qualifier belongs to the one table that has it; where two have it, to none. */
    static ResolvedColumn of(ColumnReference reference, List<@Nullable Table> tables) {
        if (reference.qualified()) {
            Table table = tables.get(reference.table());
            return new ResolvedColumn(reference.table(), table == null ? null : find(table, reference.name()));
        }
        ResolvedColumn found = COMPUTED;
        for (int t = 0; t < tables.size(); t++) {
            Table table = tables.get(t);
            Column column = table == null ? null : find(table, reference.name());
            if (column != null) {
                if (found != COMPUTED) {
                    return COMPUTED;
                }
                found = new ResolvedColumn(t, column);
            }
        }
        return found;
    }

    static @Nullable Column find(Table table, Identifier name) {
        return table.column(name.text(), name.quoted());
    }

    /** The pins of table {@code t} that leave one value, by column. */
    static Map<String, ValueSource> pins(List<KeyPin> pins, int t, List<@Nullable Table> tables) {
        Map<String, ValueSource> single = new HashMap<>();
        for (KeyPin pin : pins) {
            ResolvedColumn item = of(pin.column(), tables);
            Column column = item.column();
            if (item.table() == t && column != null && pin.values().size() == 1) {
                single.putIfAbsent(column.name().name(), pin.values().get(0));
            }
        }
        return single;
    }
}
