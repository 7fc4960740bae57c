package io.noclobber.internal.guard;

import io.noclobber.config.Settings;
import io.noclobber.dialect.Dialect;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.internal.sql.ColumnReference;
import io.noclobber.internal.sql.KeyPin;
import io.noclobber.internal.sql.PinnedRows;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.ValueSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves the names of an UPDATE or DELETE against the catalog. Stateless. */
final class WriteBinder {
    private final Tables catalog;
    private final Settings settings;
    private final Dialect dialect;

    WriteBinder(Tables catalog, Settings settings, Dialect dialect) {
        this.catalog = catalog;
        this.settings = settings;
        this.dialect = dialect;
    }

    BoundWrite bind(StatementPlan.Write plan) {
        Table table = catalog.find(plan.target().path());
        if (table == null) {
            return unguarded(plan, null, catalog.hasFailed() ? Unguarded.CATALOG_FAILED : Unguarded.UNKNOWN_TABLE);
        }
        if (!settings.tracks(table.name().qualifier(), table.name().name())) {
            return unguarded(plan, table, Unguarded.NOT_TRACKED);
        }
        if (table.key().isEmpty()) {
            return unguarded(plan, table, Unguarded.NO_KEY);
        }
        Map<String, ValueSource> pins = ResolvedColumn.pins(plan.pins(), 0, List.of(table));
        List<ValueSource> key = new ArrayList<>();
        for (Column column : table.key()) {
            ValueSource pinned = pins.get(column.name().name());
            if (pinned == null) {
                return unguarded(plan, table, pinsWholeKey(plan, table) ? Unguarded.SEVERAL_ROWS : Unguarded.SET_BASED);
            }
            key.add(pinned);
        }
        return bound(plan, table, key, List.of(), null);
    }

    private BoundWrite bound(
            StatementPlan.Write plan,
            Table table,
            List<ValueSource> key,
            List<List<ValueSource>> several,
            @Nullable Unguarded unguarded) {
        Map<String, ValueSource> assigned = assigned(plan, table);
        return new BoundWrite(
                plan,
                table,
                key,
                KeyColumn.of(table.key(), dialect),
                several,
                assigned,
                named(plan, table),
                literals(plan, table),
                setsKey(table, assigned),
                work(plan, table, assigned),
                unguarded,
                new GuardCache());
    }

    private static boolean setsKey(Table table, Map<String, ValueSource> assigned) {
        return table.key().stream()
                .anyMatch(column -> assigned.containsKey(column.name().name()));
    }

    private OwnWork work(StatementPlan.Write plan, Table table, Map<String, ValueSource> assigned) {
        if (plan.verb() == StatementPlan.Verb.DELETE) {
            return OwnWork.DELETED;
        }
        return UpdateWork.of(table, assigned.keySet(), dialect);
    }

    private BoundWrite unguarded(StatementPlan.Write plan, @Nullable Table table, Unguarded reason) {
        return table == null
                ? new BoundWrite(
                        plan,
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Set.of(),
                        List.of(),
                        false,
                        OwnWork.UNKNOWN,
                        reason,
                        new GuardCache())
                : bound(
                        plan,
                        table,
                        List.of(),
                        reason == Unguarded.SEVERAL_ROWS ? several(plan, table) : List.of(),
                        reason);
    }

    /** The keys of the rows that lists and alternatives name; none where those are too many. */
    private static List<List<ValueSource>> several(StatementPlan.Write plan, Table table) {
        return PinnedRows.of(plan.pins(), table.key().size(), reference -> {
                    Column column = ResolvedColumn.find(table, reference.name());
                    return column == null ? -1 : table.key().indexOf(column);
                })
                .stream()
                .map(row -> Stream.of(row).map(Objects::requireNonNull).toList())
                .toList();
    }

    private static boolean pinsWholeKey(StatementPlan.Write plan, Table table) {
        Set<String> pinned = new HashSet<>();
        for (KeyPin pin : plan.pins()) {
            Column column = ResolvedColumn.find(table, pin.column().name());
            if (column != null) {
                pinned.add(column.name().name());
            }
        }
        return table.key().stream()
                .allMatch(column -> pinned.contains(column.name().name()));
    }

    private static Map<String, ValueSource> assigned(StatementPlan.Write plan, Table table) {
        Map<String, ValueSource> assigned = new HashMap<>();
        for (StatementPlan.Assignment assignment : plan.assignments()) {
            Column column = ResolvedColumn.find(table, assignment.column());
            assigned.put(
                    column == null ? assignment.column().text() : column.name().name(), assignment.value());
        }
        return assigned;
    }

    private static Set<String> named(StatementPlan.Write plan, Table table) {
        Set<String> named = new HashSet<>();
        for (ColumnReference reference : plan.whereColumns()) {
            Column column = ResolvedColumn.find(table, reference.name());
            if (column != null) {
                named.add(column.name().name());
            }
        }
        return named;
    }

    private static List<LiteralPlace> literals(StatementPlan.Write plan, Table table) {
        SortedMap<Integer, LiteralPlace> places = new TreeMap<>();
        for (StatementPlan.Assignment assignment : plan.assignments()) {
            add(places, assignment.value(), ResolvedColumn.find(table, assignment.column()), true);
        }
        for (KeyPin pin : plan.pins()) {
            if (pin.values().size() == 1) {
                add(
                        places,
                        pin.values().get(0),
                        ResolvedColumn.find(table, pin.column().name()),
                        false);
            }
        }
        return List.copyOf(places.values());
    }

    private static void add(
            SortedMap<Integer, LiteralPlace> places, ValueSource value, @Nullable Column column, boolean assigned) {
        if (value instanceof ValueSource.Literal literal && column != null) {
            places.put(literal.ordinal(), new LiteralPlace(literal.ordinal(), column, assigned));
        }
    }
}
