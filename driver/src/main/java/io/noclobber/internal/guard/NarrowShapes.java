package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowShape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shapes of rows of which the application has not looked at every column: one object for each set of these, because
 * guards are found by the shape that they were built for. Thread-safe.
 */
final class NarrowShapes {
    /** Of more sets each row gets a shape of its own. */
    private static final int MOST = 64;

    private final RowShape whole;
    private final boolean wanted;
    private final Map<BitSet, RowShape> made = new ConcurrentHashMap<>();

    /** @param columns those of {@code whole}, with their types */
    NarrowShapes(RowShape whole, List<Column> columns) {
        this.whole = whole;
        this.wanted = columns.stream().anyMatch(column -> Delivery.of(column) == Delivery.LARGE_OBJECT);
    }

    /** Whether there are columns that only a look at them reads. */
    boolean areWanted() {
        return wanted;
    }

    /** The shape without the columns at the positions {@code missing}, of which there is at least one. */
    RowShape without(BitSet missing) {
        RowShape known = made.get(missing);
        if (known != null) {
            return known;
        }
        RowShape narrow = narrow(missing);
        if (made.size() >= MOST) {
            return narrow;
        }
        RowShape first = made.putIfAbsent((BitSet) missing.clone(), narrow);
        return first == null ? narrow : first;
    }

    private RowShape narrow(BitSet missing) {
        List<ColumnName> columns = new ArrayList<>();
        for (int i = 0; i < whole.columns().size(); i++) {
            if (!missing.get(i)) {
                columns.add(whole.columns().get(i));
            }
        }
        return new RowShape(whole.table(), columns, whole.statement(), whole.inexact());
    }
}
