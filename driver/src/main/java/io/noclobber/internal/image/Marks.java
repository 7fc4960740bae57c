package io.noclobber.internal.image;

import io.noclobber.row.TableName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest mark of each table in the undo log. Confined to the lock of its store. */
final class Marks {
    private final Map<TableName, Undo.Mark> ofTable = new HashMap<>();
    private Undo.@Nullable Mark ofAll;

    boolean isEmpty() {
        return ofTable.isEmpty() && ofAll == null;
    }

    /** The mark set last that says something about {@code table}; {@code null} asks for those about all. */
    Undo.@Nullable Mark latest(@Nullable TableName table) {
        Undo.Mark own = own(table);
        return own == null || ofAll != null && ofAll.position() > own.position() ? ofAll : own;
    }

    /** The mark set last for {@code table} by name, or for all. */
    Undo.@Nullable Mark own(@Nullable TableName table) {
        return table == null ? ofAll : ofTable.get(table);
    }

    /** Whether a mark for {@code table} was set after the entry at {@code position}. */
    boolean isAfter(long position, TableName table) {
        Undo.Mark latest = latest(table);
        return latest != null && latest.position() > position;
    }

    /** Whether rows of {@code table} may have left since the transaction began, other than by a write of one row. */
    boolean deletes(TableName table) {
        return deletes(ofTable.get(table)) || deletes(ofAll);
    }

    private static boolean deletes(Undo.@Nullable Mark latest) {
        for (Undo.Mark mark = latest; mark != null; mark = mark.previous()) {
            if (mark instanceof Undo.Forgotten forgotten && forgotten.work().deletes()) {
                return true;
            }
        }
        return false;
    }

    void set(Undo.Mark mark) {
        put(mark.table(), mark);
    }

    void undo(Undo.Mark mark) {
        put(mark.table(), mark.previous());
    }

    private void put(@Nullable TableName table, Undo.@Nullable Mark mark) {
        if (table == null) {
            ofAll = mark;
        } else if (mark == null) {
            ofTable.remove(table);
        } else {
            ofTable.put(table, mark);
        }
    }

    void clear() {
        ofTable.clear();
        ofAll = null;
    }
}
