package io.noclobber.conformance.value;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Reads rows by queries and writes them by UPDATE, in autocommit mode. Confined to one thread. */
final class StatementWriter implements RowWriter {
    private final Connection guarded;
    private final String table;
    private final TypeSamples samples;
    private final Round.Writing by;
    private final boolean plainReads;

    StatementWriter(Connection guarded, String table, TypeSamples samples, Round.Writing by, boolean plainReads) {
        this.guarded = guarded;
        this.table = table;
        this.samples = samples;
        this.by = by;
        this.plainReads = plainReads;
    }

    /** By a plain statement if only once, as whoever reads often prepares his statement. */
    @Override
    public void read(int times) throws SQLException {
        String text = "SELECT id, c, touched FROM " + table;
        if (times == 1 && plainReads) {
            try (Statement select = guarded.createStatement();
                    ResultSet rows = select.executeQuery(text)) {
                ShownRows.show(rows);
            }
            return;
        }
        try (PreparedStatement select = guarded.prepareStatement(text)) {
            for (int i = 0; i < times; i++) {
                try (ResultSet rows = select.executeQuery()) {
                    ShownRows.show(rows);
                }
            }
        }
    }

    @Override
    public Map<Integer, Long> write(List<Integer> pairs, int touched) throws SQLException {
        return switch (by) {
            case PREPARED -> prepared(pairs, touched);
            case LITERAL -> literal(pairs, touched);
            case BATCH -> batch(pairs, touched);
        };
    }

    private Map<Integer, Long> prepared(List<Integer> pairs, int touched) throws SQLException {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        try (PreparedStatement update = guarded.prepareStatement("UPDATE " + table + " SET touched = ? WHERE id = ?")) {
            for (int pair : pairs) {
                update.setInt(1, touched);
                update.setInt(2, pair);
                counts.put(pair, count(update::executeUpdate));
            }
        }
        return counts;
    }

    private Map<Integer, Long> literal(List<Integer> pairs, int touched) throws SQLException {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        try (Statement update = guarded.createStatement()) {
            for (int pair : pairs) {
                counts.put(pair, count(() -> update.executeUpdate(text(pair, touched))));
            }
        }
        return counts;
    }

    /**
     * A third of them as batches of parameters, the others as batches of texts. What is to be refused goes first: where
     * reads wait for writes, a verdict would wait for the rows that the same batch has written.
     */
    private Map<Integer, Long> batch(List<Integer> pairs, int touched) throws SQLException {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        for (boolean unchanged : new boolean[] {false, true}) {
            batchOfParameters(
                    pairs,
                    pair -> ValueTables.isUnchanged(pair, samples) == unchanged && pair % 3 == 0,
                    touched,
                    counts);
            batchOfTexts(
                    pairs,
                    pair -> ValueTables.isUnchanged(pair, samples) == unchanged && pair % 3 != 0,
                    touched,
                    counts);
        }
        return counts;
    }

    private void batchOfParameters(List<Integer> pairs, IntPredicate which, int touched, Map<Integer, Long> counts)
            throws SQLException {
        List<Integer> chosen = pairs.stream().filter(which::test).toList();
        try (PreparedStatement update = guarded.prepareStatement("UPDATE " + table + " SET touched = ? WHERE id = ?")) {
            for (int pair : chosen) {
                update.setInt(1, touched);
                update.setInt(2, pair);
                update.addBatch();
            }
            counts(chosen, update, counts);
        }
    }

    private void batchOfTexts(List<Integer> pairs, IntPredicate which, int touched, Map<Integer, Long> counts)
            throws SQLException {
        List<Integer> chosen = pairs.stream().filter(which::test).toList();
        try (Statement update = guarded.createStatement()) {
            for (int pair : chosen) {
                update.addBatch(text(pair, touched));
            }
            counts(chosen, update, counts);
        }
    }

    private String text(int pair, int touched) {
        return "UPDATE " + table + " SET touched = " + touched + " WHERE id = " + pair;
    }

    private static void counts(List<Integer> pairs, Statement batch, Map<Integer, Long> into) throws SQLException {
        if (pairs.isEmpty()) {
            return;
        }
        int[] counts;
        try {
            counts = batch.executeBatch();
        } catch (BatchUpdateException refused) {
            for (SQLException next = refused.getNextException(); next != null; next = next.getNextException()) {
                if (!(next instanceof ConcurrencyConflictException)) {
                    throw refused;
                }
            }
            counts = refused.getUpdateCounts();
        }
        for (int i = 0; i < pairs.size(); i++) {
            into.put(pairs.get(i), counts[i] == Statement.EXECUTE_FAILED ? REFUSED : counts[i]);
        }
    }

    @FunctionalInterface
    private interface Write {
        long run() throws SQLException;
    }

    private static long count(Write write) throws SQLException {
        try {
            return write.run();
        } catch (ConcurrencyConflictException refused) {
            return REFUSED;
        }
    }
}
