package io.noclobber.internal.image;

import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
    record Row(
            Map<String, Object> columns,
            Map<String, Set<Object>> alternatives,
            Set<String> stale,
            boolean held,
            boolean unknown,
            boolean doubtful) {
        static final Row NOTHING = new Row(Map.of(), Map.of(), Set.of(), false, false, false);

        boolean exists() {
            return !columns.isEmpty();
        }

        Row read(Map<String, Object> read) {
            Map<String, Object> newest = new HashMap<>(columns);
            newest.putAll(read);
            Map<String, Set<Object>> others = new HashMap<>(alternatives);
            others.keySet().removeAll(read.keySet());
            Set<String> rest = new HashSet<>(stale);
            rest.removeAll(read.keySet());
            return new Row(newest, others, rest, held, unknown && !read.keySet().containsAll(columns.keySet()), false);
        }

        /** A later read showed more of the row; what it {@code may} be worth otherwise, only a lenient check accepts. */
        Row added(Map<String, Object> read, Map<String, Object> may) {
            Map<String, Object> more = new HashMap<>(columns);
            more.putAll(read);
            Map<String, Set<Object>> others = new HashMap<>(alternatives);
            may.forEach((column, value) -> others.merge(column, Set.of(value), ModelStore::union));
            // a limit may have taken what was read last, and what was known before is given back
            columns.forEach((column, value) -> {
                if (read.containsKey(column)) {
                    others.merge(column, Set.of(value), ModelStore::union);
                }
            });
            Set<String> rest = new HashSet<>(stale);
            rest.removeAll(read.keySet());
            return new Row(more, others, rest, held, unknown && exists(), doubtful);
        }

        Row doubted(boolean doubt) {
            return new Row(columns, alternatives, stale, held, unknown, doubt);
        }

        Row gone() {
            return new Row(Map.of(), Map.of(), Set.of(), held, false, false);
        }

        Row wrote() {
            return new Row(columns, alternatives, columns.keySet(), true, true, false);
        }

        Row free() {
            return new Row(columns, alternatives, Set.of(), false, false, doubtful);
        }
    }

    private static Set<Object> union(Set<Object> one, Set<Object> other) {
        Set<Object> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    /**
     * The state before an own write: as it was then, and with what reads have added to it since.
     *
     * @param writes which rows it writes, or inserts
     * @param row whether it writes one row
     */
    private record Saved(
            Map<RowKey, Row> then,
            Map<RowKey, Row> state,
            Predicate<RowKey> writes,
            OwnWork work,
            boolean row,
            boolean insert) {
        Row row(RowKey key) {
            return state.getOrDefault(key, Row.NOTHING);
        }

        Set<String> known(RowKey key) {
            return then.getOrDefault(key, Row.NOTHING).columns().keySet();
        }
    }

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
            change(state, key, row -> row.read(columns));
            passDown(key, columns);
        }
    }

    /** What a read shows counts before the own writes as well, but for their work. */
    private void passDown(RowKey key, Map<String, Object> read) {
        Map<String, Object> passing = new HashMap<>(read);
        Map<String, Object> possible = new HashMap<>(read);
        boolean written = false;
        boolean doubtful = false;
        boolean gone = false;
        boolean settled = false;
        for (int i = saved.size() - 1; i >= 0; i--) {
            Saved copy = saved.get(i);
            boolean known = copy.row(key).exists() && !copy.row(key).doubtful();
            if (copy.writes.test(key)) {
                if (copy.insert) {
                    doubtful |= !known;
                    gone |= !known && deletes(key, i);
                } else {
                    written = true;
                    settled |= !copy.known(key).isEmpty();
                    doubtful = copy.known(key).isEmpty()
                            ? doubtful && !copy.row
                            : copy.then.getOrDefault(key, Row.NOTHING).doubtful();
                    if (copy.work.triggers()) {
                        passing.keySet().removeAll(copy.known(key));
                    }
                    passing.keySet().removeAll(copy.work.columns());
                    possible.keySet().removeAll(copy.work.columns());
                    if (copy.work.anything() || gone) {
                        return;
                    }
                }
            }
            boolean doubt = doubtful && !known;
            if (gone) {
                change(copy.state, key, Row::gone);
            } else if (written) {
                boolean kept = settled && copy.row(key).exists();
                change(copy.state, key, row -> row.added(passing, possible));
                if (!kept && copy.row(key).exists()) {
                    change(copy.state, key, row -> row.doubted(doubt));
                }
            } else {
                change(copy.state, key, row -> row.read(read).doubted(doubt));
            }
        }
    }

    private boolean deletes(RowKey key, int before) {
        return saved.subList(0, before).stream()
                .anyMatch(copy -> copy.work.deletes() && !copy.row && copy.writes.test(key));
    }

    private static void change(Map<RowKey, Row> rows, RowKey key, UnaryOperator<Row> change) {
        rows.put(key, change.apply(rows.getOrDefault(key, Row.NOTHING)));
    }

    private void save(Predicate<RowKey> writes, OwnWork work, boolean row, boolean insert) {
        saved.add(new Saved(Map.copyOf(state), new HashMap<>(state), writes, work, row, insert));
    }

    void wrote(RowKey key, OwnWork work) {
        if (inTransaction()) {
            save(key::equals, work, true, false);
            change(state, key, Row::wrote);
        } else {
            drop(key);
        }
    }

    void wrote(RowKey key, OwnWork work, Map<String, Object> stored) {
        if (inTransaction()) {
            wrote(key, work);
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
            wrote(key, OwnWork.UNKNOWN);
        }
        change(state, key, Row::gone);
    }

    void forget(Set<TableName> tables, OwnWork work) {
        if (inTransaction()) {
            save(key -> tables.contains(key.table()), work, false, false);
        }
        for (RowKey key : List.copyOf(state.keySet())) {
            if (tables.contains(key.table())) {
                drop(key);
            }
        }
    }

    void inserted(TableName table) {
        if (inTransaction()) {
            save(key -> key.table().equals(table), OwnWork.NONE, false, true);
        }
    }

    void confirmed(RowKey key, Map<String, Object> stored) {
        if (row(key).held && row(key).exists()) {
            read(key, stored);
        }
    }

    void lost(RowKey key) {
        if (row(key).held && row(key).exists()) {
            save(key::equals, OwnWork.NONE, false, false);
            drop(key);
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
        return new Row(columns, row.alternatives, Set.of(), row.held, false, row.doubtful);
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
