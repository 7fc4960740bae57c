package io.noclobber.internal.guard;

import io.noclobber.config.Settings;
import io.noclobber.dialect.ColumnRule;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.internal.sql.ColumnReference;
import io.noclobber.internal.sql.Identifier;
import io.noclobber.internal.sql.KeyPin;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.TableReference;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resolves the names of a plan against the catalog. Stateless. */
final class Binder {
    /** Finds a table as the current session means it. */
    interface Tables {
        @Nullable Table find(List<Identifier> path);
    }

    private final Tables catalog;
    private final Settings settings;
    private final Counts counts;

    /** @param counts is told each column that no guard can hold, whenever it is selected */
    Binder(Tables catalog, Settings settings, Counts counts) {
        this.catalog = catalog;
        this.settings = settings;
        this.counts = counts;
    }

    boolean tracks(TableName table) {
        return settings.tracks(table.qualifier(), table.name());
    }

    /** What a query of these tables must show besides what the application selects. */
    HiddenColumns hidden(StatementPlan.Read plan) {
        List<@Nullable Table> tables = tables(plan);
        List<HiddenColumns.Item> hidden = new ArrayList<>();
        for (int t = 0; t < tables.size(); t++) {
            Table table = tables.get(t);
            if (table == null || table.key().isEmpty() || !tracks(table.name())) {
                continue;
            }
            if (VersionColumn.isMissed(table, settings)) {
                counts.noRowVersion(table.name());
            }
            Column version = VersionColumn.of(table, settings);
            if (version != null
                    && wanted(table, version)
                    && version.rule().comparison() != ColumnRule.Comparison.NONE
                    && !shows(plan, t, version, tables)
                    && showsKey(plan, t, table, tables)) {
                String name = plan.tables().get(t).spelled(table::quoted) + '.' + version.sqlName();
                hidden.add(new HiddenColumns.Item(t, version, name));
            }
        }
        return hidden.isEmpty() ? HiddenColumns.NONE : new HiddenColumns(hidden);
    }

    private static boolean showsKey(StatementPlan.Read plan, int t, Table table, List<@Nullable Table> tables) {
        Map<String, ValueSource> pins = pins(plan.pins(), t, tables);
        return table.key().stream()
                .allMatch(column -> pins.containsKey(column.name().name()) || shows(plan, t, column, tables));
    }

    private static boolean shows(StatementPlan.Read plan, int t, Column column, List<@Nullable Table> tables) {
        for (StatementPlan.SelectItem item : plan.items()) {
            if (item instanceof StatementPlan.SelectItem.Star star) {
                Table table = tables.get(t);
                if ((star.table() < 0 || star.table() == t)
                        && table != null
                        && table.columns().contains(column)) {
                    return true;
                }
            } else if (item instanceof StatementPlan.SelectItem.Column named
                    && resolve(named.column(), tables).equals(new Item(t, column))) {
                return true;
            }
        }
        return false;
    }

    private List<@Nullable Table> tables(StatementPlan.Read plan) {
        List<@Nullable Table> tables = new ArrayList<>();
        for (TableReference reference : plan.tables()) {
            tables.add(catalog.find(reference.path()));
        }
        return tables;
    }

    /**
     * @param hidden what stands behind the columns that the application selected
     * @param labels the columns of the result, where the text has a star
     * @param all whether a star must show all columns that the catalog knows
     */
    BoundRead bind(StatementPlan.Read plan, String text, HiddenColumns hidden, List<String> labels, boolean all) {
        List<@Nullable Table> tables = tables(plan);
        List<Item> items = new ArrayList<>();
        boolean stars = false;
        for (StatementPlan.SelectItem item : plan.items()) {
            if (item instanceof StatementPlan.SelectItem.Column column) {
                items.add(resolve(column.column(), tables));
            } else if (item instanceof StatementPlan.SelectItem.Star star) {
                stars = true;
                for (int t = star.table() < 0 ? 0 : star.table();
                        t < (star.table() < 0 ? tables.size() : star.table() + 1);
                        t++) {
                    Table table = tables.get(t);
                    if (table == null) {
                        return BoundRead.NOTHING;
                    }
                    if (!expand(t, table, all || tables.size() > 1, labels, items)) {
                        return BoundRead.unexpected(labels);
                    }
                }
            } else {
                items.add(Item.COMPUTED);
            }
        }
        if (stars && items.size() != labels.size()) {
            return BoundRead.unexpected(labels);
        }
        hidden.items().forEach(column -> items.add(new Item(column.table(), column.column())));
        List<BoundRead.Source> sources = new ArrayList<>();
        for (int t = 0; t < tables.size(); t++) {
            Table table = tables.get(t);
            BoundRead.Source source = table == null || table.key().isEmpty() || !tracks(table.name())
                    ? null
                    : source(
                            t,
                            table,
                            items,
                            pins(plan.pins(), t, tables),
                            plan.optional().get(t),
                            text);
            if (source != null) {
                sources.add(source);
            }
        }
        return sources.isEmpty() ? BoundRead.NOTHING : new BoundRead(sources, stars ? labels : null);
    }

    /**
     * Adds the columns that the star shows of a table. Those that it does not show, because they are invisible,
     * may be passed over; not so in a join, where the next column may be of another table.
     */
    private static boolean expand(int t, Table table, boolean all, List<String> labels, List<Item> items) {
        for (Column column : table.columns()) {
            boolean shown = items.size() < labels.size()
                    && labels.get(items.size()).equalsIgnoreCase(column.name().name());
            if (shown) {
                items.add(new Item(t, column));
            } else if (all) {
                return false;
            }
        }
        return true;
    }

    private BoundRead.@Nullable Source source(
            int t, Table table, List<Item> items, Map<String, ValueSource> pins, boolean optional, String text) {
        List<ColumnName> names = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        Map<String, Integer> index = new HashMap<>();
        List<ColumnName> inexact = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Column column = items.get(i).column();
            if (items.get(i).table() != t
                    || column == null
                    || index.containsKey(column.name().name())
                    || !wanted(table, column)) {
                continue;
            }
            if (column.rule().comparison() == ColumnRule.Comparison.NONE
                    && !table.key().contains(column)) {
                counts.uncomparable(column);
                inexact.add(column.name());
                continue;
            }
            index.put(column.name().name(), columns.size());
            names.add(column.name());
            columns.add(column);
            positions.add(i + 1);
        }
        List<KeyPart> key = new ArrayList<>();
        for (Column column : table.key()) {
            KeyKind kind = KeyKind.of(column.type());
            Integer selected = index.get(column.name().name());
            ValueSource pinned = pins.get(column.name().name());
            if (selected != null) {
                key.add(new KeyPart.Selected(kind, selected));
            } else if (pinned != null) {
                key.add(new KeyPart.Pinned(kind, pinned, KeyKind.spelledInManyWays(column)));
            } else {
                return null;
            }
        }
        return new BoundRead.Source(
                table,
                new RowShape(table.name(), names, text, inexact),
                columns,
                positions.stream().mapToInt(Integer::intValue).toArray(),
                key,
                key.stream().allMatch(KeyPart.Selected.class::isInstance),
                optional);
    }

    private boolean wanted(Table table, Column column) {
        return table.key().contains(column)
                || !settings.excluded(
                        table.name().qualifier(),
                        table.name().name(),
                        column.name().name());
    }

    BoundWrite bind(StatementPlan.Write plan) {
        Table table = catalog.find(plan.target().path());
        if (table == null) {
            return unguarded(plan, null, Unguarded.UNKNOWN_TABLE);
        }
        if (!tracks(table.name())) {
            return unguarded(plan, table, Unguarded.NOT_TRACKED);
        }
        if (table.key().isEmpty()) {
            return unguarded(plan, table, Unguarded.NO_KEY);
        }
        Map<String, ValueSource> pins = pins(plan.pins(), 0, List.of(table));
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

    private static BoundWrite bound(
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

    private static OwnWork work(StatementPlan.Write plan, Table table, Map<String, ValueSource> assigned) {
        if (plan.verb() == StatementPlan.Verb.DELETE) {
            return OwnWork.DELETED;
        }
        Set<String> set = new HashSet<>(assigned.keySet());
        for (Column column : table.columns()) {
            if (column.generated()) {
                set.add(column.name().name());
            }
        }
        return OwnWork.set(set);
    }

    private BoundWrite unguarded(StatementPlan.Write plan, @Nullable Table table, Unguarded reason) {
        return table == null
                ? new BoundWrite(
                        plan,
                        null,
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

    /** The keys that a list of values for one key column gives; none where more than one column has a list. */
    private static List<List<ValueSource>> several(StatementPlan.Write plan, Table table) {
        List<List<ValueSource>> keys = List.of(List.of());
        for (Column column : table.key()) {
            List<KeyPin> pins = plan.pins().stream()
                    .filter(pin -> column.equals(find(table, pin.column().name())))
                    .toList();
            List<ValueSource> values = pins.get(0).values();
            if (pins.size() > 1 || values.size() > 1 && keys.size() > 1) {
                return List.of();
            }
            keys = keys.stream()
                    .flatMap(key -> values.stream().map(value -> with(key, value)))
                    .toList();
        }
        return keys;
    }

    private static List<ValueSource> with(List<ValueSource> key, ValueSource value) {
        List<ValueSource> longer = new ArrayList<>(key);
        longer.add(value);
        return longer;
    }

    private static boolean pinsWholeKey(StatementPlan.Write plan, Table table) {
        Set<String> pinned = new HashSet<>();
        for (KeyPin pin : plan.pins()) {
            Column column = find(table, pin.column().name());
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
            Column column = find(table, assignment.column());
            assigned.put(
                    column == null ? assignment.column().text() : column.name().name(), assignment.value());
        }
        return assigned;
    }

    private static Set<String> named(StatementPlan.Write plan, Table table) {
        Set<String> named = new HashSet<>();
        for (ColumnReference reference : plan.whereColumns()) {
            Column column = find(table, reference.name());
            if (column != null) {
                named.add(column.name().name());
            }
        }
        return named;
    }

    private static List<LiteralPlace> literals(StatementPlan.Write plan, Table table) {
        SortedMap<Integer, LiteralPlace> places = new TreeMap<>();
        for (StatementPlan.Assignment assignment : plan.assignments()) {
            add(places, assignment.value(), find(table, assignment.column()), true);
        }
        for (KeyPin pin : plan.pins()) {
            if (pin.values().size() == 1) {
                add(places, pin.values().get(0), find(table, pin.column().name()), false);
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

    /** A text that is compared with what is cast to a number or a UUID may be any of several. */
    private static boolean isMixed(KeyPin pin, Column column) {
        return pin.values().get(0) instanceof ValueSource.Cast
                && KeyKind.of(column.type()).textual();
    }

    /** The pins of table {@code t} that leave one value, by column. */
    private static Map<String, ValueSource> pins(List<KeyPin> pins, int t, List<@Nullable Table> tables) {
        Map<String, ValueSource> single = new HashMap<>();
        for (KeyPin pin : pins) {
            Item item = resolve(pin.column(), tables);
            Column column = item.column();
            if (item.table() == t && column != null && pin.values().size() == 1 && !isMixed(pin, column)) {
                single.putIfAbsent(column.name().name(), pin.values().get(0));
            }
        }
        return single;
    }

    /** A column without a qualifier belongs to the one table that has it; where two have it, to none. */
    private static Item resolve(ColumnReference reference, List<@Nullable Table> tables) {
        if (reference.qualified()) {
            Table table = tables.get(reference.table());
            return new Item(reference.table(), table == null ? null : find(table, reference.name()));
        }
        Item found = Item.COMPUTED;
        for (int t = 0; t < tables.size(); t++) {
            Table table = tables.get(t);
            Column column = table == null ? null : find(table, reference.name());
            if (column != null) {
                if (found != Item.COMPUTED) {
                    return Item.COMPUTED;
                }
                found = new Item(t, column);
            }
        }
        return found;
    }

    private static @Nullable Column find(Table table, Identifier name) {
        return table.column(name.text(), name.quoted());
    }

    private record Item(int table, @Nullable Column column) {
        static final Item COMPUTED = new Item(-1, null);
    }
}
