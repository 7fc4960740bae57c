package io.noclobber.internal.catalog;

import io.noclobber.dialect.ColumnType;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Naming;
import io.noclobber.dialect.TableFacts;
import io.noclobber.row.ColumnName;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table from the driver's metadata, in as few questions as it can: columns, primary key and
 * what the dialect wants to know; only where they matter also the kind of table and its indexes.
 * Confined to one lookup.
 */
final class TableReader {
    private static final String IS_GENERATED = "IS_GENERATEDCOLUMN";

    private final Dialect dialect;
    private final Naming naming;
    private final Connection raw;
    private final DatabaseMetaData metaData;
    private @Nullable Boolean tellsGenerated;

    TableReader(Dialect dialect, Naming naming, Connection raw) throws SQLException {
        this.dialect = dialect;
        this.naming = naming;
        this.raw = raw;
        this.metaData = raw.getMetaData();
    }

    /** A column before the dialect has said what it thinks of it. */
    private record Raw(
            String name,
            int position,
            int jdbcType,
            String typeName,
            int size,
            int scale,
            boolean nullable,
            boolean generated) {}

    boolean exists(QualifiedName wanted) throws SQLException {
        return !columns(wanted).isEmpty();
    }

    Answer read(QualifiedName wanted) throws SQLException {
        Map<TableName, List<Raw>> found = columns(wanted);
        if (found.isEmpty()) {
            return Answer.NOTHING;
        }
        if (found.size() > 1) {
            return Answer.NOT_GUARDED;
        }
        TableName name = found.keySet().iterator().next();
        if (name.schema() != null && dialect.temporary(name.schema())) {
            return Answer.NOT_GUARDED;
        }
        List<String> primaryKey = primaryKey(name);
        TableKind kind = primaryKey.isEmpty() || dialect.mixesTemporaryTables() ? kind(name) : TableKind.TABLE;
        if (kind == TableKind.PRIVATE) {
            return Answer.NOT_GUARDED;
        }
        TableFacts facts = dialect.inspect(raw, name);
        if (Boolean.FALSE.equals(tellsGenerated)) {
            facts = facts.computing();
        }
        List<Column> columns = new ArrayList<>();
        for (Raw column : found.values().iterator().next()) {
            columns.add(judged(name, column, facts));
        }
        Column rowVersion = rowVersion(name, columns, facts);
        columns.sort(Comparator.comparingInt(Column::position));

        List<Column> key = pick(columns, primaryKey);
        KeySource source = key.isEmpty() ? KeySource.NONE : KeySource.PRIMARY_KEY;
        if (key.isEmpty() && kind == TableKind.TABLE) {
            key = new UniqueIndexes(metaData, naming).smallest(name, columns, facts.partialIndexes());
            source = key.isEmpty() ? KeySource.NONE : KeySource.UNIQUE_INDEX;
        }
        return new Answer(
                true,
                new Table(
                        name, sqlName(name), kind == TableKind.VIEW, columns, key, source, naming, facts, rowVersion));
    }

    /** One that the metadata lists, or one that it does not. */
    private @Nullable Column rowVersion(TableName table, List<Column> columns, TableFacts facts) {
        ColumnType type =
                dialect.rowVersion(facts, columns.stream().map(Column::type).toList());
        if (type == null) {
            return null;
        }
        for (Column column : columns) {
            if (column.name().name().equals(type.column())) {
                return column;
            }
        }
        return new Column(
                new ColumnName(table, type.column()),
                0,
                type,
                dialect.rule(type),
                false,
                true,
                naming.quoted(type.column()));
    }

    private Column judged(TableName table, Raw raw, TableFacts facts) {
        ColumnType type = new ColumnType(
                raw.name(), raw.jdbcType(), raw.typeName(), raw.size(), raw.scale(), facts.trait(raw.name()));
        return new Column(
                new ColumnName(table, raw.name()),
                raw.position(),
                type,
                dialect.rule(type),
                raw.nullable(),
                raw.generated(),
                naming.quoted(raw.name()));
    }

    /** The columns of every table that {@code wanted} may mean. */
    private Map<TableName, List<Raw>> columns(QualifiedName wanted) throws SQLException {
        String schema = wanted.schema() == null ? null : escaped(folded(wanted.schema()));
        String table = escaped(folded(wanted.table()));
        Map<TableName, List<Raw>> found = columns(wanted, schema, table);
        if (found.isEmpty() && naming.table(wanted.table().quoted()) == Naming.Casing.IGNORED) {
            // Metadata may compare case where statements do not.
            return columns(wanted, schema == null ? null : anyCase(schema), anyCase(table));
        }
        return found;
    }

    /** The metadata takes patterns, so what it finds is compared again. */
    private Map<TableName, List<Raw>> columns(QualifiedName wanted, @Nullable String schema, String table)
            throws SQLException {
        String catalog = wanted.catalog() == null ? null : folded(wanted.catalog());
        Map<TableName, List<Raw>> found = new LinkedHashMap<>();
        try (ResultSet rows = metaData.getColumns(catalog, schema, table, null)) {
            while (rows.next()) {
                TableName name = new TableName(
                        blankAsNull(rows.getString("TABLE_CAT")),
                        blankAsNull(rows.getString("TABLE_SCHEM")),
                        rows.getString("TABLE_NAME"));
                if (means(wanted.table(), name.name())
                        && means(wanted.schema(), name.schema())
                        && means(wanted.catalog(), name.catalog())) {
                    found.computeIfAbsent(name, any -> new ArrayList<>()).add(column(rows, tellsGenerated(rows)));
                }
            }
        }
        return found;
    }

    /** Drivers that are older than JDBC 4.1 do not know of generated columns. */
    private boolean tellsGenerated(ResultSet rows) throws SQLException {
        if (tellsGenerated == null) {
            ResultSetMetaData answer = rows.getMetaData();
            boolean tells = false;
            for (int i = 1; i <= answer.getColumnCount(); i++) {
                tells |= IS_GENERATED.equalsIgnoreCase(answer.getColumnLabel(i));
            }
            tellsGenerated = tells;
        }
        return tellsGenerated;
    }

    private static Raw column(ResultSet rows, boolean tellsGenerated) throws SQLException {
        String typeName = rows.getString("TYPE_NAME");
        return new Raw(
                rows.getString("COLUMN_NAME"),
                rows.getInt("ORDINAL_POSITION"),
                rows.getInt("DATA_TYPE"),
                typeName == null ? "" : typeName,
                rows.getInt("COLUMN_SIZE"),
                rows.getInt("DECIMAL_DIGITS"),
                rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                tellsGenerated && "YES".equals(rows.getString(IS_GENERATED)));
    }

    private List<String> primaryKey(TableName name) throws SQLException {
        Map<Integer, String> bySequence = new java.util.TreeMap<>();
        try (ResultSet rows = metaData.getPrimaryKeys(name.catalog(), name.schema(), name.name())) {
            while (rows.next()) {
                bySequence.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(bySequence.values());
    }

    private TableKind kind(TableName name) throws SQLException {
        TableKind kind = TableKind.VIEW;
        String schema = name.schema() == null ? null : escaped(name.schema());
        try (ResultSet rows = metaData.getTables(name.catalog(), schema, escaped(name.name()), null)) {
            while (rows.next()) {
                String found = blankAsNull(rows.getString("TABLE_SCHEM"));
                if (!name.name().equals(rows.getString("TABLE_NAME"))
                        || (found != null && name.schema() != null && !found.equals(name.schema()))) {
                    continue;
                }
                TableKind one = TableKind.of(rows.getString("TABLE_TYPE"));
                if (one == TableKind.PRIVATE) {
                    return one;
                }
                kind = one;
            }
        }
        return kind;
    }

    /** What sort of thing a table is. */
    private enum TableKind {
        TABLE,
        VIEW,
        /** Its rows belong to one session. */
        PRIVATE;

        static TableKind of(@Nullable String type) {
            String upper = type == null ? "" : type.toUpperCase(Locale.ROOT);
            if (upper.contains("TEMPORARY")) {
                return PRIVATE;
            }
            return upper.contains("TABLE") && !upper.contains("FOREIGN") ? TABLE : VIEW;
        }
    }

    private static List<Column> pick(List<Column> columns, List<String> names) {
        List<Column> picked = new ArrayList<>();
        for (String name : names) {
            for (Column column : columns) {
                if (column.name().name().equals(name)) {
                    picked.add(column);
                }
            }
        }
        return picked.size() == names.size() ? picked : List.of();
    }

    private String sqlName(TableName name) {
        String place = naming.schemas() ? name.schema() : name.catalog();
        String table = naming.quoted(name.name());
        if (place != null) {
            table = naming.quoted(place) + '.' + table;
        }
        return naming.catalogs() && name.catalog() != null ? naming.quoted(name.catalog()) + '.' + table : table;
    }

    private boolean means(@Nullable NamePart written, @Nullable String stored) {
        return written == null
                || stored == null
                || naming.table(written.quoted()).matches(written.text(), stored);
    }

    private String folded(NamePart part) {
        return naming.table(part.quoted()).fold(part.text());
    }

    /** A pattern in which every letter that has two cases stands for any character. */
    private static String anyCase(String pattern) {
        StringBuilder any = new StringBuilder(pattern.length());
        pattern.codePoints()
                .map(letter -> Character.toLowerCase(letter) == Character.toUpperCase(letter) ? letter : '_')
                .forEach(any::appendCodePoint);
        return any.toString();
    }

    /**
     * A pattern that finds the name itself; where the driver knows no escape, it finds others as well. The escape itself stands for
     * any character, for not every driver takes two of them for one (HSQLDB).
     */
    private String escaped(String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        if (escape == null || escape.isEmpty()) {
            return name;
        }
        StringBuilder pattern = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter == '_' || letter == '%') {
                pattern.append(escape);
            }
            pattern.append(escape.indexOf(letter) < 0 ? letter : '_');
        }
        return pattern.toString();
    }

    private static @Nullable String blankAsNull(@Nullable String name) {
        return name == null || name.isEmpty() ? null : name;
    }
}
