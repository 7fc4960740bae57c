package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.ValueSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A write whose names are resolved. Immutable but for its cache of guards, which is thread-safe.
 *
 * @param plan what the text says
 * @param table the table written, {@code null} when the catalog does not know it
 * @param key for each key column the one value that WHERE pins it to; empty when it does not pin the whole key
 * @param keyForms how values of each key column are told apart; empty where the table is not known
 * @param several the keys of the rows that WHERE names by a list, each as {@code key}; empty when it does not name several
 * @param assigned the columns that SET names, with where their values come from
 * @param named the columns that WHERE names
 * @param literals where the text assigns or compares a whole literal, in the order of the text
 * @param setsKey SET changes a key column, so that the row moves to another key
 * @param work what it does to its rows if none of them moves, triggers aside
 * @param unguarded why the write cannot be guarded, {@code null} when it can
 * @param guards the guards built so far
 */
record BoundWrite(
        StatementPlan.Write plan,
        @Nullable Table table,
        List<ValueSource> key,
        List<KeyColumn> keyForms,
        List<List<ValueSource>> several,
        Map<String, ValueSource> assigned,
        Set<String> named,
        List<LiteralPlace> literals,
        boolean setsKey,
        OwnWork work,
        @Nullable Unguarded unguarded,
        GuardCache guards) {

    BoundWrite {
        key = List.copyOf(key);
        keyForms = List.copyOf(keyForms);
        several = List.copyOf(several);
        assigned = Map.copyOf(assigned);
        named = Set.copyOf(named);
        literals = List.copyOf(literals);
    }

    Table tableOrThrow() {
        if (table == null) {
            throw new IllegalStateException("the table is not known");
        }
        return table;
    }

    List<Column> keyColumns() {
        return tableOrThrow().key();
    }

    /** Whether WHERE says nothing but the key. A column beside it that is pinned, such as a version, is a condition like any other. */
    boolean namesByKeyAlone() {
        return plan.pinsOnly() && plan.pins().size() == keyColumns().size();
    }

    /** The write as far as it means one of several rows. */
    BoundWrite one(List<ValueSource> row) {
        return new BoundWrite(
                plan, table, row, keyForms, List.of(), assigned, named, literals, setsKey, work, null, guards);
    }

    /** The same write, which also compares the key: as the application spells it, it may come to mean another row. */
    BoundWrite comparingKey() {
        return new BoundWrite(
                plan,
                table,
                key,
                keyForms,
                several,
                assigned,
                named,
                literals,
                setsKey,
                work,
                unguarded,
                guards.comparingKey());
    }

    boolean deletes() {
        return plan.verb() == StatementPlan.Verb.DELETE;
    }
}
