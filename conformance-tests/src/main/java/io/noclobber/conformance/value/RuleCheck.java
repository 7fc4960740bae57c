package io.noclobber.conformance.value;

import io.noclobber.dialect.ColumnRule;
import io.noclobber.internal.catalog.Column;
import io.noclobber.row.ValueDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database which rows hold a value that was captured by its column's rule: its own row and no other. Every
 * value of the table is compared with every other one. Confined to one thread.
 */
final class RuleCheck {
    private final Connection connection;
    private final String table;
    private final Column column;
    private final TypeSamples samples;
    private final TypeLine line;

    RuleCheck(Connection connection, String table, Column column, TypeSamples samples, TypeLine line) {
        this.connection = connection;
        this.table = table;
        this.column = column;
        this.samples = samples;
        this.line = line;
    }

    void run(Round round) throws SQLException {
        round.beginReading();
        List<Map<Integer, Object>> reads = read(connection, table, column, round.reads());
        round.beginWriting();
        Map<Integer, Object> first = reads.get(0);
        Map<Integer, Object> last = reads.get(reads.size() - 1);
        for (int id = 1; id <= samples.values().size(); id++) {
            String value = samples.values().get(id - 1).toString();
            TypeLine found =
                    samples.exceptions().containsKey(value) ? new TypeLine(samples.type(), column.rule()) : line;
            check(id, value, first.get(id), last, found);
            if (!column.rule().same(first.get(id), last.get(id))) {
                check(id, value, last.get(id), last, found);
            }
            if (found != line) {
                line.excepted(value, found);
            }
        }
    }

    private void check(int id, String value, Object captured, Map<Integer, Object> all, TypeLine found)
            throws SQLException {
        if (captured == null) {
            found.falseConflict(value + " was read as NULL");
            return;
        }
        // of a value too long to be kept there is nothing to bind: it is compared on the locked row
        boolean predicate =
                column.rule().comparison() == ColumnRule.Comparison.PREDICATE && !(captured instanceof ValueDigest);
        List<Integer> matching = predicate ? find(captured) : same(captured, all);
        found.compared(samples.values().size() + 1);
        if (!matching.contains(id)) {
            found.falseConflict(value + " read as " + captured + " does not find its row");
        }
        for (int other : matching) {
            if (other != id && !(found == line && isExcepted(other))) {
                found.missed(value + " read as " + captured + " finds " + value(other));
            }
        }
        List<Integer> alike = new ArrayList<>(same(captured, all));
        alike.removeIf(other -> other != id && found == line && isExcepted(other));
        if (predicate && !alike.equals(List.of(id))) {
            // what a verdict compares after a guard has matched nothing
            found.falseConflict(value + " read as " + captured + " is the same as " + alike);
        }
    }

    private boolean isExcepted(int id) {
        return id > 0
                && samples.exceptions().containsKey(samples.values().get(id - 1).toString());
    }

    private String value(int id) {
        return id == 0 ? "NULL" : samples.values().get(id - 1).toString();
    }

    private List<Integer> same(Object captured, Map<Integer, Object> all) {
        return all.entrySet().stream()
                .filter(other -> column.rule().same(captured, other.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Integer> find(Object captured) throws SQLException {
        ColumnRule rule = column.rule();
        StringBuilder sql = new StringBuilder("SELECT t.id FROM " + table + " t WHERE t.id >= 0 AND ");
        rule.render(sql, "t." + column.sqlName());
        List<Integer> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 1; i <= rule.bindings(); i++) {
                rule.binding().bind(statement, i, captured);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
            }
        }
        return found;
    }

    /** Captures all values that are not NULL, by their number, so many times. */
    static List<Map<Integer, Object>> read(Connection connection, String table, Column column, int times)
            throws SQLException {
        List<Map<Integer, Object>> reads = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT id, c FROM " + table + " ORDER BY id")) {
            for (int i = 0; i < times; i++) {
                Map<Integer, Object> read = new TreeMap<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        Object value = capture(rows, column);
                        if (value != null) {
                            read.put(rows.getInt(1), value);
                        }
                    }
                }
                reads.add(read);
            }
        }
        return reads;
    }

    /** What cannot be read is missing from an image. */
    private static @Nullable Object capture(ResultSet rows, Column column) {
        try {
            return column.rule().capture().read(rows, 2);
        } catch (SQLException refused) {
            return null;
        }
    }
}
