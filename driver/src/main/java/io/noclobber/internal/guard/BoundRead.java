package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.RowShape;
import java.util.List;

/**
 * A query whose names are resolved: which result column is which column of which table. Immutable.
 *
 * @param tables the tables whose rows can be told apart by their key
 * @param width how many columns the result must have for the positions to be right, or -1 where the
 *     text names every column and nothing can shift
 */
record BoundRead(List<Source> tables, int width) {
    /** Nothing of the result can be told to be a row of a table. */
    static final BoundRead NOTHING = new BoundRead(List.of(), -1);

    BoundRead {
        tables = List.copyOf(tables);
    }

    /**
     * One table of the query.
     *
     * @param shape the columns read, shared by all images
     * @param columns the same columns with their rules
     * @param positions the 1-based result column of each
     * @param key where the key comes from, in key order
     * @param selected whether the whole key stands in the select list
     * @param optional an outer join may leave the result row without a row of this table
     */
    record Source(
            Table table,
            RowShape shape,
            List<Column> columns,
            int[] positions,
            List<KeyPart> key,
            boolean selected,
            boolean optional) {
        Source {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
        }

        /** Whether the key may be known by a text that is not the stored one. */
        boolean spelled() {
            for (KeyPart part : key) {
                if (part instanceof KeyPart.Pinned pinned && pinned.spelled()) {
                    return true;
                }
            }
            return false;
        }
    }

    boolean tracksNothing() {
        return tables.isEmpty();
    }
}
