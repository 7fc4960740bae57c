package io.noclobber.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/** The tables that writes with joins may write. */
final class JoinedWrites {
    private final TableReader reader;

    JoinedWrites(TableReader reader) {
        this.reader = reader;
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
        return List.of(resolve(update.getTable(), sources));
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
            return List.of(resolve(delete.getTable(), sources));
        }
        return delete.getTables().stream().map(table -> resolve(table, sources)).toList();
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
        TableReference table = item instanceof Table base ? reader.read(base) : null;
        if (table != null) {
            tables.add(table);
        }
    }

    /** The table of FROM whose alias the target is, or the target itself. */
    private TableReference resolve(Table target, List<TableReference> sources) {
        TableReference reference = Objects.requireNonNull(reader.read(target), "target");
        for (TableReference source : sources) {
            Identifier alias = source.alias();
            if (alias != null && reference.path().size() == 1 && Names.same(alias, reference.table())) {
                return source;
            }
        }
        return reference;
    }
}
