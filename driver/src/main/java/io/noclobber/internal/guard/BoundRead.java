package io.noclobber.internal.guard;

import io.noclobber.dialect.Capture;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.RowShape;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query whose names are resolved: which result column is which column of which table. Immutable.
 *
 * @param tables the tables whose rows can be told apart by their key
 * @param labels the columns that the result must have for the positions to be right, {@code null} where the
 *     text names every column and nothing can shift
 * @param captures how each result column is captured, from index 1, {@code null} where it is not
 */
record BoundRead(
        List<Source> tables,
        @Nullable List<String> labels,
        @Nullable Capture[] captures) {
    /** Nothing of the result can be told to be a row of a table. */
    static final BoundRead NOTHING = new BoundRead(List.of(), null);

    BoundRead(List<Source> tables, @Nullable List<String> labels) {
        this(List.copyOf(tables), labels == null ? null : List.copyOf(labels), captures(tables));
    }

    private static @Nullable Capture[] captures(List<Source> tables) {
        int width = 0;
        for (Source source : tables) {
            for (int position : source.positions()) {
                width = Math.max(width, position);
            }
            for (int position : source.again().keySet()) {
                width = Math.max(width, position);
            }
        }
        @Nullable Capture[] captures = new Capture[width + 1];
        for (Source source : tables) {
            for (int i = 0; i < source.positions().length; i++) {
                captures[source.positions()[i]] = source.columns().get(i).rule().capture();
            }
            source.again().forEach((position, i) -> captures[position] = captures[source.positions()[i]]);
        }
        return captures;
    }

    /** A star does not stand for the columns that the catalog knows. */
    static BoundRead unexpected(List<String> labels) {
        return new BoundRead(List.of(), labels);
    }

    boolean isUnexpected() {
        return tables.isEmpty() && labels != null;
    }

    /** Whether the result has the columns that this was bound for. */
    boolean fits(ResultSet rows, HiddenColumns hidden) throws SQLException {
        if (labels == null) {
            return true;
        }
        ResultSetMetaData shown = rows.getMetaData();
        if (shown.getColumnCount() - hidden.items().size() != labels.size()) {
            return false;
        }
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.get(i).equals(shown.getColumnLabel(i + 1))) {
                return false;
            }
        }
        return true;
    }

    /** The columns of a result that the application selected. */
    static List<String> labels(ResultSet rows, HiddenColumns hidden) throws SQLException {
        ResultSetMetaData shown = rows.getMetaData();
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= shown.getColumnCount() - hidden.items().size(); i++) {
            labels.add(String.valueOf(shown.getColumnLabel(i)));
        }
        return labels;
    }

    /**
     * One table of the query.
     *
     * @param shape the columns read, shared by all images
     * @param columns the same columns with their rules
     * @param positions the 1-based result column of each, the first of several
     * @param again the further result columns that show one of them again, with its number
     * @param key where the key comes from, in key order
     * @param selected whether the whole key stands in the select list
     * @param optional an outer join may leave the result row without a row of this table
     * @param narrow the shapes of rows of which the application has not looked at every column
     */
    record Source(
            Table table,
            RowShape shape,
            List<Column> columns,
            int[] positions,
            Map<Integer, Integer> again,
            List<KeyPart> key,
            boolean selected,
            boolean optional,
            NarrowShapes narrow) {
        Source {
            columns = List.copyOf(columns);
            again = Map.copyOf(again);
            key = List.copyOf(key);
        }

        Source(
                Table table,
                RowShape shape,
                List<Column> columns,
                int[] positions,
                Map<Integer, Integer> again,
                List<KeyPart> key,
                boolean selected,
                boolean optional) {
            this(table, shape, columns, positions, again, key, selected, optional, new NarrowShapes(shape, columns));
        }

        /** Whether the whole key is pinned by the query's WHERE, and none of it selected. */
        boolean pinned() {
            return key.stream().allMatch(KeyPart.Pinned.class::isInstance);
        }
    }

    boolean tracksNothing() {
        return tables.isEmpty();
    }
}
