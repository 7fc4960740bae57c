package io.noclobber.conformance.value;

import io.noclobber.dialect.ColumnRule;
import io.noclobber.internal.catalog.Column;
import io.noclobber.row.ValueDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
        if (column.rule().comparison() == ColumnRule.Comparison.PREDICATE) {
            checkNull();
        }
        try (PreparedStatement finder = finder()) {
            for (int id = 1; id <= samples.values().size(); id++) {
                TypeLine found = samples.isExcepted(id) ? new TypeLine(samples.type(), column.rule()) : line;
                check(finder, id, first.get(id), last, found);
                if (!column.rule().same(first.get(id), last.get(id))) {
                    check(finder, id, last.get(id), last, found);
                }
                if (found != line) {
                    line.excepted(samples.spelling(id), found);
                }
            }
        }
    }

    /** What a guard says of a NULL that was read. */
    private void checkNull() throws SQLException {
        Set<Integer> found;
        StringBuilder sql = new StringBuilder("SELECT t.id FROM " + table + " t WHERE t.id >= 0 AND ");
        column.rule().renderNull(sql, "t." + column.sqlName());
        try (PreparedStatement finder = connection.prepareStatement(sql.toString())) {
            found = find(finder);
        }
        found.remove(0);
        if (!found.isEmpty()) {
            line.missed("NULL finds " + found.stream().map(samples::spelling).toList());
        }
    }

    /** Finds the rows whose value is the same as one that is bound, if the rule has a predicate. */
    private @Nullable PreparedStatement finder() throws SQLException {
        ColumnRule rule = column.rule();
        if (rule.comparison() != ColumnRule.Comparison.PREDICATE) {
            return null;
        }
        StringBuilder sql = new StringBuilder("SELECT t.id FROM " + table + " t WHERE t.id >= 0 AND ");
        rule.render(sql, "t." + column.sqlName());
        return connection.prepareStatement(sql.toString());
    }

    private void check(
            @Nullable PreparedStatement finder,
            int id,
            @Nullable Object captured,
            Map<Integer, Object> all,
            TypeLine found)
            throws SQLException {
        String value = samples.spelling(id);
        if (captured == null) {
            found.falseConflict(value + " was read as NULL");
            return;
        }
        if (captured instanceof Date) {
            found.falseConflict(value + " read as " + captured.getClass() + " depends on the zone of the JVM");
        }
        // of a value too long to be kept there is nothing to bind: it is compared on the locked row
        boolean predicate = finder != null && !(captured instanceof ValueDigest);
        Set<Integer> matching = predicate ? find(finder, captured) : same(captured, all);
        found.compared(samples.values().size() + 1);
        for (int other = 0; other <= samples.values().size(); other++) {
            boolean judged = other == id || found != line || !samples.isExcepted(other);
            if (judged && samples.same(id, other) && !matching.contains(other)) {
                found.falseConflict(value + " read as " + captured + " does not find " + samples.spelling(other));
            } else if (judged && !samples.same(id, other) && matching.contains(other)) {
                found.missed(value + " read as " + captured + " finds " + samples.spelling(other));
            }
        }
        if (predicate) {
            // what a verdict compares after a guard has matched nothing
            Set<Integer> alike = same(captured, all);
            alike.removeIf(other -> samples.same(id, other) || found == line && samples.isExcepted(other));
            if (!alike.isEmpty() || !column.rule().same(captured, all.get(id))) {
                found.falseConflict(value + " read as " + captured + " is the same as " + alike);
            }
        }
    }

    private Set<Integer> same(Object captured, Map<Integer, Object> all) {
        Set<Integer> same = new TreeSet<>();
        all.forEach((id, other) -> {
            if (column.rule().same(captured, other)) {
                same.add(id);
            }
        });
        return same;
    }

    private Set<Integer> find(PreparedStatement finder, Object captured) throws SQLException {
        for (int i = 1; i <= column.rule().bindings(); i++) {
            column.rule().binding().bind(finder, i, captured);
        }
        return find(finder);
    }

    private static Set<Integer> find(PreparedStatement finder) throws SQLException {
        Set<Integer> found = new TreeSet<>();
        try (ResultSet rows = finder.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getInt(1));
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
