package io.noclobber.internal.image;

import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What undoes the own writes of one transaction, and its savepoints. Confined to the lock of its store.
 *
 * <p>The log is bounded. When it outgrows the limits its entries are dropped and only their tables are
 * kept: a rollback beyond that point cannot restore the rows of these tables, so they are forgotten.
 * The same happens for a savepoint that is not known.
 */
final class UndoLog {
    private record Savepoint(Object token, long position) {}

    private final List<Undo> entries = new ArrayList<>();
    private final List<Savepoint> savepoints = new ArrayList<>();
    /** The tables whose rows cannot be restored; {@code null} stands for all. */
    private final Set<@Nullable TableName> blurred = new HashSet<>();

    private final ImageLimits limits;
    private long first;
    private long bytes;

    UndoLog(ImageLimits limits) {
        this.limits = limits;
    }

    /** Whether the entry at {@code position} is undone by every rollback that a new one would be undone by. */
    boolean reaches(long position) {
        return savepoints.isEmpty() || position >= savepoints.get(savepoints.size() - 1).position;
    }

    /** The position of the next entry. */
    long end() {
        return first + entries.size();
    }

    void add(Undo undo) {
        entries.add(undo);
        bytes += undo.weigh();
    }

    /** The entry at a position that is not undone yet. */
    Undo at(long position) {
        return entries.get((int) (position - first));
    }

    /** Puts {@code undo} in the place of the entry at {@code position}. */
    void replace(long position, Undo undo) {
        bytes += undo.weigh() - entries.set((int) (position - first), undo).weigh();
    }

    /** An entry weighs more than when it was added. */
    void grow(long more) {
        bytes += more;
    }

    boolean isOver() {
        return entries.size() > limits.rows() || bytes > limits.bytes();
    }

    /** Keeps of all entries only which tables they were about. */
    void collapse() {
        for (Undo undo : entries) {
            blurred.add(undo.table());
        }
        first = end();
        entries.clear();
        bytes = 0;
    }

    /** Sets a savepoint. Beyond the limit the older half is forgotten, as if never set. */
    void setSavepoint(Object token) {
        if (savepoints.size() >= limits.rows() && !savepoints.isEmpty()) {
            savepoints.subList(0, (savepoints.size() + 1) / 2).clear();
        }
        savepoints.add(new Savepoint(token, end()));
    }

    /** The savepoints that are set, the first first. */
    List<Object> tokens() {
        return savepoints.stream().map(Savepoint::token).toList();
    }

    /** Ends the savepoint and those set after it: all that are known, when it is older than these. */
    void release(Object token) {
        savepoints.subList(Math.max(0, find(token)), savepoints.size()).clear();
    }

    private int find(Object token) {
        for (int i = savepoints.size() - 1; i >= 0; i--) {
            if (savepoints.get(i).token.equals(token)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Undoes what was done since the savepoint, newest first; the savepoint stays.
     *
     * @return false when not all of that was known, and what {@link #blurred} names must be forgotten
     */
    boolean rollbackTo(Object token, Consumer<Undo> undo) {
        int index = find(token);
        if (index < 0) {
            collapse();
            savepoints.clear();
            return blurred.isEmpty();
        }
        long position = savepoints.get(index).position;
        savepoints.subList(index + 1, savepoints.size()).clear();
        return undoTo(position, undo);
    }

    /** Undoes everything, newest first; returns as {@link #rollbackTo} does. */
    boolean rollback(Consumer<Undo> undo) {
        return undoTo(0, undo);
    }

    private boolean undoTo(long position, Consumer<Undo> undo) {
        while (!entries.isEmpty() && end() > position) {
            Undo last = entries.remove(entries.size() - 1);
            bytes -= last.weigh();
            undo.accept(last);
        }
        return position >= first || blurred.isEmpty();
    }

    /** Whether something that was done to rows of {@code table} is not known any more. */
    boolean blurs(TableName table) {
        return blurred.contains(table) || blurred.contains(null);
    }

    Set<@Nullable TableName> blurred() {
        return blurred;
    }

    void clear() {
        entries.clear();
        savepoints.clear();
        blurred.clear();
        first = 0;
        bytes = 0;
    }

    int size() {
        return entries.size();
    }

    int savepoints() {
        return savepoints.size();
    }

    long bytes() {
        return bytes;
    }
}
