package io.noclobber.internal.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The base tables whose columns a clause may name. Immutable. */
final class Scope {
    private final Names names;
    private final List<TableReference> tables;

    Scope(Names names, List<TableReference> tables) {
        this.names = names;
        this.tables = List.copyOf(tables);
    }

    /** The column whose name fills exactly these tokens; {@code null} for anything else, also a column of another table. */
    @Nullable ColumnReference column(int from, int to) {
        List<Identifier> path = names.whole(from, to);
        if (path == null) {
            return null;
        }
        Identifier name = path.get(path.size() - 1);
        if (path.size() == 1) {
            return ColumnReference.unqualified(name);
        }
        int table = find(path.subList(0, path.size() - 1));
        return table < 0 ? null : new ColumnReference(table, name);
    }

    /** The table that a qualifier means, or -1 where it is none of ours or not certain. */
    int find(List<Identifier> qualifier) {
        int found = -1;
        for (int table = 0; table < tables.size(); table++) {
            if (means(qualifier, tables.get(table))) {
                if (found >= 0) {
                    return -1;
                }
                found = table;
            }
        }
        return found;
    }

    private static boolean means(List<Identifier> qualifier, TableReference table) {
        Identifier alias = table.alias();
        if (alias != null) {
            return qualifier.size() == 1 && Names.same(qualifier.get(0), alias);
        }
        List<Identifier> path = table.path();
        if (qualifier.size() > path.size()) {
            return false;
        }
        int skipped = path.size() - qualifier.size();
        for (int part = 0; part < qualifier.size(); part++) {
            if (!Names.same(qualifier.get(part), path.get(skipped + part))) {
                return false;
            }
        }
        return true;
    }
}
