package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Builds the keys by which images are found. Stateless. */
final class KeyReader {
    private static final @Nullable Object[] NOTHING_PINNED = {};

    private KeyReader() {}

    /**
     * The key of a row that was read, or {@code null} when a value is NULL or cannot be told.
     *
     * @param values the captured values
     * @param pinned what {@link #pinned} gave for the query
     */
    static @Nullable RowKey read(BoundRead.Source source, @Nullable Object[] values, @Nullable Object[] pinned) {
        Object[] key = new Object[source.key().size()];
        for (int i = 0; i < key.length; i++) {
            KeyPart part = source.key().get(i);
            @Nullable Object unified = part instanceof KeyPart.Selected selected
                    ? unify(part.kind(), values[selected.index()])
                    : pinned[i];
            if (unified == null) {
                return null;
            }
            key[i] = unified;
        }
        return RowKey.of(source.table().name(), key);
    }

    /**
     * What the query's WHERE says of the key, taken when the query runs: its parameters may be set anew
     * while its rows are still read.
     *
     * @return one value for each key column, {@code null} where the column is selected; {@code null} when
     *     a pinned value cannot be told
     */
    static @Nullable Object @Nullable [] pinned(
            BoundRead.Source source, AnalysedStatement statement, Parameters parameters) {
        if (source.selected()) {
            return NOTHING_PINNED;
        }
        @Nullable Object[] pinned = new @Nullable Object[source.key().size()];
        for (int i = 0; i < pinned.length; i++) {
            if (source.key().get(i) instanceof KeyPart.Pinned part) {
                @Nullable Object unified = unify(part.kind(), value(part.source(), statement, parameters));
                if (unified == null) {
                    return null;
                }
                pinned[i] = unified;
            }
        }
        return pinned;
    }

    /** The key of the row that a write means, or {@code null} when it cannot be told. */
    static @Nullable RowKey of(BoundWrite write, AnalysedStatement statement, Parameters parameters) {
        Object[] key = new Object[write.key().size()];
        for (int i = 0; i < key.length; i++) {
            KeyKind kind = KeyKind.of(write.keyColumns().get(i).type());
            @Nullable Object unified = unify(kind, value(write.key().get(i), statement, parameters));
            if (unified == null) {
                return null;
            }
            key[i] = unified;
        }
        return RowKey.of(write.tableOrThrow().name(), key);
    }

    /** The key of a row whose key columns have {@code values}, or {@code null} when it cannot be told. */
    static @Nullable RowKey of(Table table, @Nullable Object[] values) {
        Object[] key = new Object[values.length];
        for (int i = 0; i < key.length; i++) {
            @Nullable Object unified = unify(KeyKind.of(table.key().get(i).type()), values[i]);
            if (unified == null) {
                return null;
            }
            key[i] = unified;
        }
        return RowKey.of(table.name(), key);
    }

    /** The key in the first columns of a row of the driver's own query, or {@code null} when it cannot be told. */
    static @Nullable RowKey of(Table table, ResultSet rows) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[table.key().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.key().get(i).rule().capture().read(rows, i + 1);
        }
        return of(table, values);
    }

    /** The value that a statement gives, {@link Parameters#UNKNOWN} for what only the database can compute. */
    static @Nullable Object value(ValueSource source, AnalysedStatement statement, Parameters parameters) {
        if (source instanceof ValueSource.Cast cast) {
            return value(cast.given(), statement, parameters);
        }
        if (source instanceof ValueSource.Parameter parameter) {
            return parameters.value(parameter.index());
        }
        return source instanceof ValueSource.Literal literal
                ? statement.literal(literal.ordinal())
                : Parameters.UNKNOWN;
    }

    /** Whether two keys may be spellings of one: only ever a question, never an answer. */
    static boolean alike(RowKey one, RowKey other) {
        for (int i = 0; i < one.values().size(); i++) {
            if (!KeyKind.folded(one.values().get(i))
                    .equals(KeyKind.folded(other.values().get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object unify(KeyKind kind, @Nullable Object value) {
        return value == null || value == Parameters.UNKNOWN || value == RowImage.NOT_READ ? null : kind.unify(value);
    }
}
