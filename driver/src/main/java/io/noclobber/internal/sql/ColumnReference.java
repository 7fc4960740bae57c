package io.noclobber.internal.sql;

import org.jspecify.annotations.Nullable;

/**
 * A column as a statement names it. Immutable.
 *
 * @param table position in the plan's table list when the text qualifies the column and the qualifier
 *     names one of them; -1 when it is not qualified
 * @param name the column's own name
 */
public record ColumnReference(int table, Identifier name) {
    /** The column of an unqualified name. */
    public static ColumnReference unqualified(Identifier name) {
        return new ColumnReference(-1, name);
    }

    /** Whether the text says which table the column belongs to. */
    public boolean qualified() {
        return table >= 0;
    }

    /** The qualifier in {@code tables}, or {@code null} where the text has none. */
    public @Nullable TableReference in(java.util.List<TableReference> tables) {
        return table < 0 ? null : tables.get(table);
    }
}
