package io.noclobber.internal.image;

import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * What an image store must hold, simple rather than quick: before each own write the whole state is
 * copied. A read reaches the copies down to the last own write that touched the row.
 *
 * <p>Lenient, it says what may be known: at commit only the columns leave that no read and no stored
 * row has covered since the own write, where the store drops the row.
 */
final class ModelStore {
    /** What is known of one row: no columns stand for no image. */
    record Row(Map<String, Object> columns, Set<String> stale, boolean held, boolean unknown) {
        static final Row NOTHING = new Row(Map.of(), Set.of(), false, false);

        boolean exists() {
            return !columns.isEmpty();
        }

        Row read(Map<String, Object> read) {
            Map<String, Object> newest = new HashMap<>(columns);
            newest.putAll(read);
            Set<String> rest = new HashSet<>(stale);
            rest.removeAll(read.keySet());
            return new Row(newest, rest, held, unknown && !read.keySet().containsAll(columns.keySet()));
        }

        Row gone() {
            return new Row(Map.of(), Set.of(), held, false);
        }

        Row wrote() {
            return new Row(columns, columns.keySet(), true, true);
        }

        Row free() {
            return new Row(columns, Set.of(), false, false);
        }
    }

    private record Saved(Map<RowKey, Row> state, BiPredicate<Map<RowKey, Row>, RowKey> touches) {}

    private record Savepoint(Object token, int height) {}

    private final boolean lenient;
    private final boolean transactionScope;
    private final List<Saved> saved = new ArrayList<>();
    private final List<Savepoint> savepoints = new ArrayList<>();
    private Map<RowKey, Row> state = new HashMap<>();
    private boolean autoCommit = true;
    private boolean begun;
    int dropped;

    ModelStore(boolean lenient, boolean transactionScope) {
        this.lenient = lenient;
        this.transactionScope = transactionScope;
    }

    Row row(RowKey key) {
        return state.getOrDefault(key, Row.NOTHING);
    }

    boolean inTransaction() {
        return begun || !autoCommit;
    }

    void read(RowKey key, Map<String, Object> columns) {
        if (inTransaction() || !transactionScope) {
            inPlace(key, row -> row.read(columns));
        }
    }

    private void inPlace(RowKey key, UnaryOperator<Row> change) {
        change(state, key, change);
        for (int i = saved.size() - 1; i >= 0; i--) {
            Saved copy = saved.get(i);
            if (copy.touches.test(copy.state, key)) {
                return;
            }
            change(copy.state, key, change);
        }
    }

    private static void change(Map<RowKey, Row> rows, RowKey key, UnaryOperator<Row> change) {
        rows.put(key, change.apply(rows.getOrDefault(key, Row.NOTHING)));
    }

    private void save(BiPredicate<Map<RowKey, Row>, RowKey> touches) {
        saved.add(new Saved(new HashMap<>(state), touches));
    }

    void wrote(RowKey key) {
        if (inTransaction()) {
            save((before, other) -> other.equals(key));
            change(state, key, Row::wrote);
        } else {
            drop(key);
        }
    }

    void wrote(RowKey key, Map<String, Object> stored) {
        if (inTransaction()) {
            wrote(key);
            read(key, stored);
        } else if (stored.keySet().containsAll(row(key).columns.keySet())) {
            read(key, stored);
        } else {
            drop(key);
            if (lenient) {
                read(key, stored);
            }
        }
    }

    private void drop(RowKey key) {
        dropped += row(key).exists() ? 1 : 0;
        change(state, key, Row::gone);
    }

    void deleted(RowKey key) {
        if (inTransaction()) {
            wrote(key);
        }
        change(state, key, Row::gone);
    }

    void forget(Set<TableName> tables) {
        if (inTransaction()) {
            save((before, key) -> tables.contains(key.table()));
        }
        for (RowKey key : List.copyOf(state.keySet())) {
            if (tables.contains(key.table())) {
                drop(key);
            }
        }
    }

    void inserted(TableName table) {
        if (inTransaction()) {
            save((before, key) -> key.table().equals(table)
                    && !before.getOrDefault(key, Row.NOTHING).exists());
        }
    }

    void confirmed(RowKey key, Map<String, Object> stored) {
        if (row(key).held && row(key).exists()) {
            inPlace(key, row -> row.read(stored));
        }
    }

    void lost(RowKey key) {
        if (row(key).held) {
            dropped += row(key).exists() ? 1 : 0;
            inPlace(key, Row::gone);
        }
    }

    void autoCommit(boolean on) {
        if (on && !autoCommit) {
            commit();
        }
        autoCommit = on;
    }

    void begin() {
        begun = true;
    }

    List<Object> tokens() {
        return savepoints.stream().map(Savepoint::token).toList();
    }

    void savepoint(Object token) {
        if (inTransaction()) {
            savepoints.add(new Savepoint(token, saved.size()));
        }
    }

    void rollbackTo(Object token) {
        int index = tokens().lastIndexOf(token);
        undo(savepoints.get(index).height);
        savepoints.subList(index + 1, savepoints.size()).clear();
    }

    void release(Object token) {
        savepoints.subList(tokens().lastIndexOf(token), savepoints.size()).clear();
    }

    private void undo(int height) {
        if (saved.size() > height) {
            state = saved.get(height).state;
            saved.subList(height, saved.size()).clear();
        }
    }

    void commit() {
        for (RowKey key : List.copyOf(state.keySet())) {
            if (row(key).unknown && !transactionScope) {
                if (lenient) {
                    change(state, key, ModelStore::fresh);
                } else {
                    drop(key);
                }
            }
            change(state, key, Row::free);
        }
        end();
    }

    private static Row fresh(Row row) {
        Map<String, Object> columns = new HashMap<>(row.columns);
        columns.keySet().removeAll(row.stale);
        return new Row(columns, Set.of(), row.held, false);
    }

    void rollback() {
        undo(0);
        end();
    }

    private void end() {
        saved.clear();
        savepoints.clear();
        begun = false;
        if (transactionScope) {
            state.clear();
        }
    }

    void clear() {
        state.clear();
        end();
    }
}
