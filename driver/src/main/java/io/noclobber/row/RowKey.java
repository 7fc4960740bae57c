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

    /** The only value itself, or an array of all: most keys have one column, and there is a key a row. */
    private final Object value;

    private final int hash;

    private RowKey(TableName table, Object value, int hash) {
        this.table = table;
        this.value = value;
        this.hash = hash;
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
        for (Object value : values) {
            Objects.requireNonNull(value, "a key value is never null");
        }
        boolean single = values.length == 1 && !(values[0] instanceof Object[]);
        return new RowKey(table, single ? values[0] : values.clone(), 31 * table.hashCode() + Arrays.hashCode(values));
    }

    public TableName table() {
        return table;
    }

    /** The values in key order; unmodifiable. */
    public List<Object> values() {
        return value instanceof Object[] values ? Collections.unmodifiableList(Arrays.asList(values)) : List.of(value);
    }

    /** An estimate of the heap held by the values, in bytes. */
    long weighValues() {
        return value instanceof Object[] values ? Weight.ofArray(values) : Weight.of(value);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof RowKey that
                        && hash == that.hash
                        && table.equals(that.table)
                        && (value instanceof Object[] values
                                ? that.value instanceof Object[] others && Arrays.equals(values, others)
                                : value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return table + values().toString();
    }
}
