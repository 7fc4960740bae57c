package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
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
            @Nullable Object form = part instanceof KeyPart.Selected selected
                    ? stored(part.column().kind(), values[selected.index()])
                    : pinned[i];
            if (form == null) {
                return null;
            }
            key[i] = form;
        }
        return RowKey.of(source.table().name(), key);
    }

    /**
     * What the query's WHERE says of the key, taken when the query runs: its parameters may be set anew
     * while its rows are still read.
     *
     * @return one value for each key column, {@code null} where the column is selected; {@code null} when
     *     a pinned value is not sure
     */
    static @Nullable Object @Nullable [] pinned(
            BoundRead.Source source, AnalysedStatement statement, Parameters parameters) {
        if (source.selected()) {
            return NOTHING_PINNED;
        }
        @Nullable Object[] pinned = new @Nullable Object[source.key().size()];
        for (int i = 0; i < pinned.length; i++) {
            if (source.key().get(i) instanceof KeyPart.Pinned part) {
                @Nullable Object form = given(part.column(), part.source(), statement, parameters);
                if (form == null) {
                    return null;
                }
                pinned[i] = form;
            }
        }
        return pinned;
    }

    /** The key of the row that a write means, or {@code null} when it is not sure. */
    static @Nullable RowKey given(BoundWrite write, AnalysedStatement statement, Parameters parameters) {
        Object[] key = new Object[write.key().size()];
        for (int i = 0; i < key.length; i++) {
            @Nullable Object form = given(write.keyForms().get(i), write.key().get(i), statement, parameters);
            if (form == null) {
                return null;
            }
            key[i] = form;
        }
        return RowKey.of(write.tableOrThrow().name(), key);
    }

    /** The form of the value that a statement gives for a key column, {@code null} where it is not sure. */
    static @Nullable Object given(
            KeyColumn column, ValueSource source, AnalysedStatement statement, Parameters parameters) {
        @Nullable Object value = sent(source, statement, parameters);
        return value == null || value == Parameters.UNKNOWN ? null : column.given(value);
    }

    /** The value as the driver is given it, {@link Parameters#UNKNOWN} where the driver or the database converts it. */
    private static @Nullable Object sent(ValueSource source, AnalysedStatement statement, Parameters parameters) {
        if (source instanceof ValueSource.Cast cast) {
            @Nullable Object value = sent(cast.given(), statement, parameters);
            boolean exact = value instanceof Long || value instanceof Integer || value instanceof UUID;
            return exact ? value : Parameters.UNKNOWN;
        }
        return source instanceof ValueSource.Parameter parameter
                ? parameters.exact(parameter.index())
                : value(source, statement, parameters);
    }

    /** The key of the row that a write probably means, though it is not sure; {@code null} when nobody can guess. */
    static @Nullable RowKey likely(BoundWrite write, AnalysedStatement statement, Parameters parameters) {
        Object[] key = new Object[write.key().size()];
        for (int i = 0; i < key.length; i++) {
            ValueSource source = write.key().get(i);
            @Nullable Object value = source instanceof ValueSource.Cast ? null : value(source, statement, parameters);
            @Nullable Object form = value == null || value == Parameters.UNKNOWN
                    ? null
                    : write.keyForms().get(i).likely(value);
            if (form == null) {
                return null;
            }
            key[i] = form;
        }
        return RowKey.of(write.tableOrThrow().name(), key);
    }

    /** Whether the write gives NULL for a column of its key, and so names no row. */
    static boolean namesNone(BoundWrite write, AnalysedStatement statement, Parameters parameters) {
        return write.key().stream().anyMatch(source -> value(source, statement, parameters) == null);
    }

    /** The key of a row whose key columns have the captured {@code values}, or {@code null} when it cannot be told. */
    static @Nullable RowKey of(Table table, @Nullable Object[] values) {
        Object[] key = new Object[values.length];
        for (int i = 0; i < key.length; i++) {
            @Nullable Object form = stored(KeyKind.of(table.key().get(i)), values[i]);
            if (form == null) {
                return null;
            }
            key[i] = form;
        }
        return RowKey.of(table.name(), key);
    }

    /** The values of the key, which stands in the first columns of a row of the driver's own query. */
    static @Nullable Object[] captured(Counts counts, Table table, ResultSet rows) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[table.key().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = StoredValue.read(counts, table.key().get(i), rows, i + 1);
        }
        return values;
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

    private static @Nullable Object stored(KeyKind kind, @Nullable Object captured) {
        return captured == null || captured == RowImage.NOT_READ ? null : kind.stored(captured);
    }
}
