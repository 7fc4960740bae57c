package io.noclobber.row;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The primary key of one row, a tuple in key order. Immutable.
 *
 * <p>Two keys are equal when their tables are and their values are pairwise {@code equals}; whoever
 * builds a key from values of unlike Java types (5, 5L, '5') brings them to one type first.
 */
public final class RowKey {
    private final TableName table;
    private final Object[] values;
    private final int hash;

    private RowKey(TableName table, Object[] values) {
        this.table = table;
        this.values = values;
        this.hash = 31 * table.hashCode() + Arrays.hashCode(values);
    }

    /**
     * The key of a row of {@code table}.
     *
     * @param values one non-null, immutable value for each key column, in key order
     */
    public static RowKey of(TableName table, Object... values) {
        Objects.requireNonNull(table, "table");
        if (values.length == 0) {
            throw new IllegalArgumentException("a key of " + table + " needs at least one value");
        }
        Object[] copy = values.clone();
        for (Object value : copy) {
            Objects.requireNonNull(value, "a key value is never null");
        }
        return new RowKey(table, copy);
    }

    public TableName table() {
        return table;
    }

    /** The values in key order; an unmodifiable view. */
    public List<Object> values() {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey that
                && hash == that.hash
                && table.equals(that.table)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return table + Arrays.toString(values);
    }
}
