package io.noclobber.internal.sql;

import java.util.List;

/**
 * A conjunct of a WHERE that fixes one column to one or several values: {@code c = v}, {@code v = c},
 * {@code c IN (v, …)}. Immutable.
 *
 * @param column the column
 * @param values the values it may have: parameters and literals only, at least one
 */
public record KeyPin(ColumnReference column, List<ValueSource> values) {
    public KeyPin {
        values = List.copyOf(values);
    }
}
