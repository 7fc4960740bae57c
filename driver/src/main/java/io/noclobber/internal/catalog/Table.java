package io.noclobber.internal.catalog;

import io.noclobber.dialect.Naming;
import io.noclobber.dialect.TableFacts;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the catalog says of one table or view. Immutable. */
public final class Table {
    private final TableName name;
    private final String sqlName;
    private final boolean view;
    private final List<Column> columns;
    private final List<Column> key;
    private final KeySource keySource;
    private final Naming naming;
    private final TableFacts facts;
    private final @Nullable Column rowVersion;

    Table(
            TableName name,
            String sqlName,
            boolean view,
            List<Column> columns,
            List<Column> key,
            KeySource keySource,
            Naming naming,
            TableFacts facts,
            @Nullable Column rowVersion) {
        this.name = Objects.requireNonNull(name, "name");
        this.sqlName = Objects.requireNonNull(sqlName, "sqlName");
        this.view = view;
        this.columns = List.copyOf(columns);
        this.key = List.copyOf(key);
        this.keySource = Objects.requireNonNull(keySource, "keySource");
        this.naming = naming;
        this.facts = facts;
        this.rowVersion = rowVersion;
    }

    public TableName name() {
        return name;
    }

    /** The name quoted and qualified, to be put into a statement. */
    public String sqlName() {
        return sqlName;
    }

    /** Whether it is a view, whose key only the option {@code keys} can tell. */
    public boolean view() {
        return view;
    }

    /** All columns in the order of the table. */
    public List<Column> columns() {
        return columns;
    }

    /** The columns that identify a row, in the order of the key; empty when that is not known. */
    public List<Column> key() {
        return key;
    }

    public KeySource keySource() {
        return keySource;
    }

    /** Whether an UPDATE that leaves the key alone can give back, as generated keys, what is finally stored. */
    public boolean returnsStoredRow() {
        return !view && facts.returnsStoredRow();
    }

    /** Whether triggers or rules may change more, or something else, than an UPDATE says. */
    public boolean writeTriggers() {
        return view || facts.writeTriggers();
    }

    /** Whether the database is known to change the column by itself when an UPDATE sets others. */
    public boolean changesByItself(Column column) {
        return facts.updated().contains(column.name().name());
    }

    /**
     * Whether an UPDATE stores what it sets, as far as its types do, and leaves the other columns alone. True of what
     * the catalog said when it was read; {@link Catalog#isFresh} tells whether that was lately.
     */
    public boolean storesAsSet() {
        return !writeTriggers() && !facts.computes() && columns.stream().noneMatch(Column::generated);
    }

    /** Whether the catalog says the same of both. */
    boolean isSame(Table other) {
        return name.equals(other.name)
                && view == other.view
                && columns.equals(other.columns)
                && facts.equals(other.facts);
    }

    /** The column that a statement means by {@code text}, or {@code null} when there is none. */
    public @Nullable Column column(String text, boolean quoted) {
        Naming.Casing casing = naming.column(quoted);
        for (Column column : columns) {
            if (casing.matches(text, column.name().name())) {
                return column;
            }
        }
        return null;
    }

    /** An identifier as this database quotes it. */
    public String quoted(String identifier) {
        return naming.quoted(identifier);
    }

    /**
     * The column that the database itself changes with every write of a row, {@code null} where there is none. It need
     * not be one of {@link #columns}: {@code *} does not show PostgreSQL's xmin.
     */
    public @Nullable Column rowVersion() {
        return rowVersion;
    }

    /** The column that the catalog stores as {@code name}, or {@code null} when there is none. */
    public @Nullable Column column(String name) {
        for (Column column : columns) {
            if (column.name().name().equals(name)) {
                return column;
            }
        }
        if (rowVersion != null && rowVersion.name().name().equals(name)) {
            return rowVersion;
        }
        return null;
    }

    /**
     * This table with the key that is configured for it. What the database declares wins; a key that
     * names a column which is not there is none.
     */
    Table withKey(KeyOption option) {
        if (keySource == KeySource.PRIMARY_KEY || keySource == KeySource.UNIQUE_INDEX) {
            return this;
        }
        String qualifier = name.schema() == null ? name.catalog() : name.schema();
        List<Column> configured = new ArrayList<>();
        for (String text : option.columns(qualifier, name.name())) {
            Column column = column(text);
            if (column == null) {
                column = column(text, false);
            }
            if (column == null) {
                return this;
            }
            configured.add(column);
        }
        return configured.isEmpty()
                ? this
                : new Table(name, sqlName, view, columns, configured, KeySource.OPTION, naming, facts, rowVersion);
    }

    @Override
    public String toString() {
        return name + " by " + keySource;
    }
}
