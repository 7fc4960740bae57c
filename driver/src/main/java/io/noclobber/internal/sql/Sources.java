package io.noclobber.internal.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import org.jspecify.annotations.Nullable;

/** The tables of a FROM clause and how they are joined. */
final class Sources {
    private final TableReader reader;
    private final Set<String> commonTables;
    private final List<TableReference> tables = new ArrayList<>();
    private final List<Boolean> optional = new ArrayList<>();
    private final List<Expression> conditions = new ArrayList<>();
    private boolean plain = true;
    private boolean certain = true;

    Sources(TableReader reader, Set<String> commonTables) {
        this.reader = reader;
        this.commonTables = commonTables;
    }

    /** The base tables, in order. */
    List<TableReference> tables() {
        return tables;
    }

    /** For each table whether an outer join may leave it without a row. */
    List<Boolean> optional() {
        return optional;
    }

    /** The conditions that each row of the result fulfils. */
    List<Expression> conditions() {
        return conditions;
    }

    /** Whether the columns of a star are those of the tables, in order. */
    boolean plain() {
        return plain;
    }

    /** Whether each row of the result has one row of each table that is not optional. */
    boolean certain() {
        return certain;
    }

    void add(@Nullable FromItem first, @Nullable List<Join> joins) {
        int start = tables.size();
        add(first);
        if (joins != null) {
            joins.forEach(join -> join(join, start));
        }
    }

    private void join(Join join, int start) {
        int joined = tables.size();
        add(join.getFromItem());
        boolean outerRight = join.isLeft() || join.isFull() || join.isOuter() && !join.isRight();
        if (outerRight) {
            markOptional(joined, tables.size());
        }
        if (join.isRight() || join.isFull()) {
            markOptional(start, joined);
        }
        Collection<Expression> on = join.getOnExpressions();
        if (!outerRight && !join.isRight() && on != null) {
            conditions.addAll(on);
        }
        plain &= !join.isNatural()
                && (join.getUsingColumns() == null || join.getUsingColumns().isEmpty());
        certain &= !join.isSemi() && !join.isAsOf() && !join.isAny() && !join.isArray() && !join.isWindowJoin();
    }

    private void add(@Nullable FromItem item) {
        if (item == null || item.getPivot() != null || item.getUnPivot() != null) {
            certain = false;
        } else if (item instanceof Table table) {
            add(table);
        } else if (item instanceof ParenthesedFromItem group && group.getAlias() == null) {
            add(group.getFromItem(), group.getJoins());
        } else {
            plain = false;
            certain &= !(item instanceof ParenthesedFromItem);
        }
    }

    private void add(Table table) {
        TableReference reference = reader.read(table);
        if (reference == null) {
            plain = false;
            certain = false;
        } else if (reference.path().size() == 1 && commonTables.contains(CommonTables.fold(reference.table()))) {
            plain = false;
        } else {
            tables.add(reference);
            optional.add(false);
        }
    }

    private void markOptional(int from, int to) {
        for (int table = from; table < to; table++) {
            optional.set(table, true);
        }
    }
}
