package io.noclobber.internal.sql;

import java.util.List;

/**
 * What a conjunct of a WHERE fixes one column to: {@code c = v}, {@code v = c}, {@code c IN (v, …)}, and alternatives of
 * such. Immutable.
 *
 * @param column the column
 * @param values the values it may have: parameters and literals only, at least one
 * @param conjunct the number of the conjunct within its condition. The pins of one conjunct have as many values each, and
 *     belong together: {@code (a, b) IN ((1, 2), (3, 4))} allows the first of both or the second of both
 */
public record KeyPin(ColumnReference column, List<ValueSource> values, int conjunct) {
    public KeyPin {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a pin has at least one value");
        }
    }
}
