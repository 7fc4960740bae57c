package io.noclobber.internal.image;

import io.noclobber.row.ColumnName;
import java.util.HashSet;
import java.util.Set;

/**
 * What own writes may have done to rows, so that it is known of which columns a later read shows their
 * work. Immutable.
 *
 * @param columns the names of the columns that may hold what own writes stored
 * @param anything whether every column may, or the row may be another one
 * @param deletes whether rows may have left, so that an own insert may have put others in their place
 * @param triggers whether triggers may have changed other columns along, nobody knows which
 */
public record OwnWork(Set<String> columns, boolean anything, boolean deletes, boolean triggers) {
    /** Nobody knows what was done. */
    public static final OwnWork UNKNOWN = new OwnWork(Set.of(), true, true, false);

    /** Rows were deleted; those that are left are as they were. */
    public static final OwnWork DELETED = new OwnWork(Set.of(), false, true, false);

    /** Nothing of what is read can be of an own write. */
    public static final OwnWork NONE = new OwnWork(Set.of(), false, false, false);

    public OwnWork {
        columns = Set.copyOf(columns);
    }

    /** The columns were set, and nothing else was changed. */
    public static OwnWork set(Set<String> columns) {
        return new OwnWork(columns, false, false, false);
    }

    /** This, and triggers of the table may have changed other columns along. */
    public OwnWork withTriggers() {
        return triggers ? this : new OwnWork(columns, anything, deletes, true);
    }

    /** Whether the column may hold what own writes stored. */
    public boolean covers(ColumnName column) {
        return anything || columns.contains(column.name());
    }

    /** This, and what came later. */
    public OwnWork and(OwnWork later) {
        if (equals(later) || later == NONE || this == UNKNOWN) {
            return this;
        }
        if (this == NONE || later == UNKNOWN) {
            return later;
        }
        Set<String> both = new HashSet<>(columns);
        both.addAll(later.columns);
        return new OwnWork(both, anything || later.anything, deletes || later.deletes, triggers || later.triggers);
    }
}
