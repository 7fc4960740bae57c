package io.noclobber.internal.sql;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/** The tables that writes with joins may write. */
final class JoinedWrites {
    private final TableReader reader;
    private boolean certain = true;

    JoinedWrites(TableReader reader) {
        this.reader = reader;
    }

    /** Whether all tables could be read. */
    boolean certain() {
        return certain;
    }

    /** The tables, or {@code null} where there is one target and no join. */
    @Nullable List<TableReference> tables(Update update) {
        boolean joins =
                update.getStartJoins() != null && !update.getStartJoins().isEmpty();
        if (joins) {
            List<TableReference> tables = new ArrayList<>();
            collect(tables, update.getTable(), update.getStartJoins());
            return tables;
        }
        if (update.getFromItem() == null && isEmpty(update.getJoins())) {
            return null;
        }
        List<TableReference> sources = new ArrayList<>();
        collect(sources, update.getFromItem(), update.getJoins());
        return resolve(update.getTable(), sources);
    }

    /** The tables, or {@code null} where there is one target and no join. */
    @Nullable List<TableReference> tables(Delete delete) {
        boolean using = !isEmpty(delete.getUsingFromItemList());
        boolean targets = !isEmpty(delete.getTables());
        if (!using && !targets && isEmpty(delete.getJoins())) {
            return null;
        }
        List<TableReference> sources = new ArrayList<>();
        collect(sources, delete.getTable(), delete.getJoins());
        if (using) {
            delete.getUsingFromItemList().forEach(item -> collect(sources, item, null));
        }
        if (!targets) {
            return resolve(delete.getTable(), sources);
        }
        return delete.getTables().stream()
                .flatMap(table -> resolve(table, sources).stream())
                .toList();
    }

    private static boolean isEmpty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }

    private void collect(List<TableReference> tables, @Nullable FromItem first, @Nullable List<Join> joins) {
        add(tables, first);
        if (joins != null) {
            joins.forEach(join -> add(tables, join.getFromItem()));
        }
    }

    private void add(List<TableReference> tables, @Nullable FromItem item) {
        if (item instanceof Table table) {
            TableReference reference = reader.read(table);
            certain &= reference != null;
            if (reference != null) {
                tables.add(reference);
            }
        }
    }

    /** The table of FROM whose alias the target is, or the target itself. */
    private List<TableReference> resolve(Table target, List<TableReference> sources) {
        TableReference reference = reader.read(target);
        if (reference == null) {
            certain = false;
            return List.of();
        }
        for (TableReference source : sources) {
            Identifier alias = source.alias();
            if (alias != null && reference.path().size() == 1 && Names.same(alias, reference.table())) {
                return List.of(source);
            }
        }
        return List.of(reference);
    }
}
