package io.noclobber.internal.guard;

import io.noclobber.config.Settings;
import io.noclobber.dialect.ColumnRule;
import io.noclobber.dialect.Dialect;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.TableReference;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves the names of a query against the catalog. Stateless. */
final class ReadBinder {
    private final Tables catalog;
    private final Settings settings;
    private final Dialect dialect;
    private final Counts counts;

    /** @param counts is told each column that no guard can hold, whenever it is selected */
    ReadBinder(Tables catalog, Settings settings, Dialect dialect, Counts counts) {
        this.catalog = catalog;
        this.settings = settings;
        this.dialect = dialect;
        this.counts = counts;
    }

    private boolean isTracked(Table table) {
        return settings.tracks(table.name().qualifier(), table.name().name());
    }

    /** What a query of these tables must show besides what the application selects. */
    HiddenColumns hidden(StatementPlan.Read plan) {
        List<@Nullable Table> tables = tables(plan);
        List<HiddenColumns.Item> hidden = new ArrayList<>();
        for (int t = 0; t < tables.size(); t++) {
            Table table = tables.get(t);
            if (table == null || table.key().isEmpty() || !isTracked(table)) {
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
        Map<String, ValueSource> pins = ResolvedColumn.pins(plan.pins(), t, tables);
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
                    && ResolvedColumn.of(named.column(), tables).equals(new ResolvedColumn(t, column))) {
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
        List<ResolvedColumn> items = new ArrayList<>();
        boolean stars = false;
        for (StatementPlan.SelectItem item : plan.items()) {
            if (item instanceof StatementPlan.SelectItem.Column column) {
                items.add(ResolvedColumn.of(column.column(), tables));
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
                items.add(ResolvedColumn.COMPUTED);
            }
        }
        if (stars && items.size() != labels.size()) {
            return BoundRead.unexpected(labels);
        }
        hidden.items().forEach(column -> items.add(new ResolvedColumn(column.table(), column.column())));
        List<BoundRead.Source> sources = new ArrayList<>();
        for (int t = 0; t < tables.size(); t++) {
            Table table = tables.get(t);
            BoundRead.Source source = table == null || table.key().isEmpty() || !isTracked(table)
                    ? null
                    : source(
                            t,
                            table,
                            items,
                            ResolvedColumn.pins(plan.pins(), t, tables),
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
    private static boolean expand(int t, Table table, boolean all, List<String> labels, List<ResolvedColumn> items) {
        for (Column column : table.columns()) {
            boolean shown = items.size() < labels.size()
                    && labels.get(items.size()).equalsIgnoreCase(column.name().name());
            if (shown) {
                items.add(new ResolvedColumn(t, column));
            } else if (all) {
                return false;
            }
        }
        return true;
    }

    private BoundRead.@Nullable Source source(
            int t,
            Table table,
            List<ResolvedColumn> items,
            Map<String, ValueSource> pins,
            boolean optional,
            String text) {
        List<ColumnName> names = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        Map<Integer, Integer> again = new HashMap<>();
        Map<String, Integer> index = new HashMap<>();
        List<ColumnName> inexact = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Column column = items.get(i).column();
            if (items.get(i).table() != t || column == null || !wanted(table, column)) {
                continue;
            }
            Integer first = index.get(column.name().name());
            if (first != null) {
                again.put(i + 1, first);
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
            KeyColumn form = KeyColumn.of(column, dialect);
            Integer selected = index.get(column.name().name());
            ValueSource pinned = pins.get(column.name().name());
            if (selected != null) {
                key.add(new KeyPart.Selected(form, selected));
            } else if (pinned != null) {
                key.add(new KeyPart.Pinned(form, pinned));
            } else {
                return null;
            }
        }
        return new BoundRead.Source(
                table,
                new RowShape(table.name(), names, text, inexact),
                columns,
                positions.stream().mapToInt(Integer::intValue).toArray(),
                again,
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
}
