package io.noclobber.conformance.tool;

import io.noclobber.config.Compare;
import io.noclobber.config.Settings;
import io.noclobber.dialect.ColumnRule;
import io.noclobber.dialect.Dialects;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Lookup;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why columns of a table are not among the predicates of a write that is guarded. Confined to one thread. */
final class LeftOut {
    private static final String ON_THE_ROW = "it is compared on the row, which is locked first";

    private final Table table;
    private final Settings settings;
    private final Set<String> read;

    /** Whether nothing was added to the text, so that all is compared on the row. */
    private final boolean unchanged;

    private LeftOut(Table table, Settings settings, Set<String> read, boolean unchanged) {
        this.table = table;
        this.settings = settings;
        this.read = read;
        this.unchanged = unchanged;
    }

    /**
     * Each such column with the reason, as lines for people; none where the table is not found.
     *
     * @param path the table, as the statement names it
     * @param read the columns of the query, in small letters
     * @param given the statement of the application
     * @param sent what is sent for it
     */
    static List<String> of(
            Connection open, List<NamePart> path, Settings settings, Set<String> read, String given, String sent)
            throws SQLException {
        Table table = new Catalog(Dialects.of(open), System::nanoTime).find(open, new Lookup(settings::key), path);
        List<String> lines = new ArrayList<>();
        if (table == null) {
            return lines;
        }
        LeftOut leftOut = new LeftOut(table, settings, read, sent.equals(given));
        for (Column column : table.columns()) {
            String reason = count(sent, column) > count(given, column) ? null : leftOut.reason(column);
            if (reason != null) {
                lines.add(column.name().name() + ": " + reason);
            }
        }
        return lines;
    }

    private static long count(String text, Column column) {
        return Pattern.compile(
                        "(?<!\\w)" + Pattern.quote(column.name().name()) + "(?!\\w)",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .results()
                .count();
    }

    private @Nullable String reason(Column column) {
        String name = column.name().name();
        String schema = table.name().schema() == null
                ? table.name().catalog()
                : table.name().schema();
        if (!read.contains(name.toLowerCase(Locale.ROOT))) {
            return "the query does not read it";
        }
        if (settings.excluded(schema, table.name().name(), name)) {
            return "option exclude names it";
        }
        if (column.rule().comparison() == ColumnRule.Comparison.NONE) {
            return "it cannot be compared: " + column.rule().obstacle();
        }
        if (table.key().contains(column)) {
            return "it is of the key, which the WHERE pins";
        }
        Compare compare = settings.compare(schema, table.name().name(), name);
        return switch (compare) {
            case READ ->
                unchanged || column.rule().comparison() == ColumnRule.Comparison.LOCKED_ROW ? ON_THE_ROW : null;
            case CHANGED -> "compare=changed, and the statement neither sets it nor names it in its WHERE";
            case KEY -> "compare=key";
            case VERSION, ROWVERSION ->
                "compare=" + compare.name().toLowerCase(Locale.ROOT) + ", and it is not the version";
        };
    }
}
