package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialect.LockText;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowShape;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query that reads some rows of one table by their keys. It asks for one of few numbers of rows, so that its text is
 * one of few and can be kept prepared; where there are fewer rows, the last is asked for again. Immutable.
 */
final class StoredQuery {
    /** The most rows that it asks for, of any database. */
    private static final int LARGEST = 100;

    private static final int SMALL = 10;

    private final Table table;
    private final List<Column> columns;

    /** Where among the columns the key is. */
    private final int[] key;

    private final int size;
    private final String text;

    private StoredQuery(Table table, List<Column> columns, int[] key, int size, String text) {
        this.table = table;
        this.columns = columns;
        this.key = key;
        this.size = size;
        this.text = text;
    }

    /** The most rows that it asks for, of a database that speaks {@code dialect}. */
    static int most(Dialect dialect) {
        return Math.min(LARGEST, dialect.mostKeys());
    }

    /** One row: the values of all columns read, and those of its key. */
    record Row(@Nullable Object[] values, @Nullable Object[] key) {}

    /**
     * The query for {@code columns}, and the key where it is not among them.
     *
     * @param rows how many rows are wanted, {@link #most} at most
     */
    static StoredQuery of(Table table, List<Column> columns, int rows) {
        return of(table, columns, rows, LockText.NONE);
    }

    /** The same, which locks its rows by {@code lock}. */
    static StoredQuery of(Table table, List<Column> columns, int rows, LockText lock) {
        List<Column> all = new ArrayList<>(columns);
        int[] key = new int[table.key().size()];
        for (int i = 0; i < key.length; i++) {
            Column column = table.key().get(i);
            key[i] = all.indexOf(column);
            if (key[i] < 0) {
                key[i] = all.size();
                all.add(column);
            }
        }
        int size = rows == 1 ? 1 : rows <= SMALL ? SMALL : LARGEST;
        return new StoredQuery(table, List.copyOf(all), key, size, text(table, all, size, lock));
    }

    private static String text(Table table, List<Column> columns, int size, LockText lock) {
        StringBuilder text = new StringBuilder("SELECT ");
        for (Column column : columns) {
            text.append(column.sqlName()).append(", ");
        }
        text.setLength(text.length() - 2);
        text.append(" FROM ").append(table.sqlName()).append(lock.hint()).append(" WHERE ");
        if (table.key().size() == 1 && KeyCondition.isPlain(table.key().get(0))) {
            text.append(table.key().get(0).sqlName()).append(" IN (");
            return text.append("?, ".repeat(size - 1))
                    .append("?)")
                    .append(lock.end())
                    .toString();
        }
        String one = KeyCondition.text(table);
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "(" : " OR (").append(one).append(')');
        }
        return text.append(lock.end()).toString();
    }

    String text() {
        return text;
    }

    /** Sets the parameters to the keys of {@code images}. */
    void bind(PreparedStatement query, List<RowImage> images) throws SQLException {
        int next = 1;
        for (int i = 0; i < size; i++) {
            RowImage image = images.get(Math.min(i, images.size() - 1));
            next = KeyCondition.of(table, image).bind(query, next);
        }
    }

    Row read(Counts counts, ResultSet rows) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = StoredValue.read(counts, columns.get(i), rows, i + 1);
        }
        @Nullable Object[] keyValues = new @Nullable Object[key.length];
        for (int i = 0; i < key.length; i++) {
            keyValues[i] = values[key[i]];
        }
        return new Row(values, keyValues);
    }

    /**
     * What {@code row} shows of the row of {@code image}.
     *
     * @param columns those that were asked for
     */
    static RowImage image(RowImage image, List<Column> columns, Row row, long millis) {
        RowShape shape = new RowShape(
                image.key().table(),
                columns.stream().map(Column::name).toList(),
                image.shape().statement());
        return RowImage.of(shape, image.key(), Arrays.copyOf(row.values(), columns.size()), millis);
    }
}
