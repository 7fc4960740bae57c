package io.noclobber.conformance.value;

import io.noclobber.NoclobberDriver;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.observe.TableCounts;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The whole way of a value: a user whose connection is under test reads a row; somebody else changes the value to
 * another, or writes the same one again; the user writes another column of the row. That is refused in the first case
 * and done in the second. Confined to one thread.
 */
final class WriteCheck {
    private static final long REFUSED = -1;
    /** In one round; the next one chooses others. */
    private static final int MOST_WRITES = 40;

    private final Connection guarded;
    private final ValueTables tables;
    private final TypeSamples samples;
    private final TypeLine line;
    private final boolean plainReads;

    WriteCheck(Connection guarded, ValueTables tables, TypeSamples samples, TypeLine line, boolean plainReads) {
        this.plainReads = plainReads;
        this.guarded = guarded;
        this.tables = tables;
        this.samples = samples;
        this.line = line;
    }

    void run(Round round, Random random, boolean all) throws SQLException {
        List<Integer> pairs = pairs(round, random, all);
        tables.storePairs(pairs);
        round.beginReading();
        read(round.reads());
        boolean compared = samples.unguarded() == null;
        if (compared == isReportedExcluded()) {
            line.missed(round + ": the column is " + (compared ? "left out" : "left out silently"));
        }
        round.beginWriting();
        tables.changePairs();
        Map<Integer, Long> counts = write(round.statement(), pairs, 1);
        line.written(pairs.size());
        pairs.forEach(pair -> judge(round, pair, counts.get(pair), compared));
        Set<Integer> expected = new TreeSet<>(pairs);
        expected.removeIf(pair -> compared && !isUnchanged(pair));
        if (!tables.touched().equals(expected)) {
            line.missed(round + ": written were " + tables.touched() + " instead of " + expected);
        }
        expected.removeIf(pair -> pair % Round.values().length != round.ordinal());
        writeAgain(round, List.copyOf(expected));
        checkCounts(round);
    }

    /** Each round has every value unchanged; in one of the rounds it is paired with its neighbour, each way, and with any other. */
    private List<Integer> pairs(Round round, Random random, boolean all) {
        Set<Integer> pairs = new TreeSet<>();
        int count = samples.values().size() + 1;
        for (int i = 0; i < count; i++) {
            if (samples.isExcepted(i)) {
                continue;
            }
            for (int j = 0; j < count; j++) {
                boolean neighbours = Math.abs(i - j) == 1 && Math.min(i, j) % Round.values().length == round.ordinal();
                if (!samples.isExcepted(j) && (all || i == j || neighbours)) {
                    pairs.add(i * ValueTables.PAIR + j);
                }
            }
            int other = random.nextInt(count);
            if (!samples.isExcepted(other) && i % Round.values().length == round.ordinal()) {
                pairs.add(i * ValueTables.PAIR + other);
            }
        }
        List<Integer> chosen = new ArrayList<>(pairs);
        if (!all && chosen.size() > MOST_WRITES) {
            Collections.shuffle(chosen, random);
            chosen = chosen.subList(0, MOST_WRITES);
        }
        return List.copyOf(chosen);
    }

    private boolean isReportedExcluded() {
        return NoclobberDriver.counts().columnsExcluded().keySet().stream()
                .anyMatch(column -> column.table().name().equalsIgnoreCase(tables.pairs())
                        && column.name().equalsIgnoreCase("c"));
    }

    /** By a plain statement if only once, as whoever reads often prepares his statement. */
    private void read(int times) throws SQLException {
        String text = "SELECT id, c, touched FROM " + tables.pairs();
        if (times == 1 && plainReads) {
            try (Statement select = guarded.createStatement();
                    ResultSet rows = select.executeQuery(text)) {
                show(rows);
            }
            return;
        }
        try (PreparedStatement select = guarded.prepareStatement(text)) {
            for (int i = 0; i < times; i++) {
                try (ResultSet rows = select.executeQuery()) {
                    show(rows);
                }
            }
        }
    }

    /** A large object is given once by some drivers; its column is then left out of the guard, which the log tells. */
    private static void show(ResultSet rows) throws SQLException {
        int type = rows.getMetaData().getColumnType(2);
        boolean large = type == Types.CLOB || type == Types.BLOB;
        while (rows.next()) {
            rows.getInt(1);
            if (large) {
                continue;
            }
            try {
                spoil(rows.getObject(2));
            } catch (SQLException | RuntimeException refused) {
                // there are types of which a driver cannot make an object; an application reads them in another way
                rows.getInt(3);
            }
        }
    }

    /** What an application does to a value that it has been given is not done to the image of the row. */
    private static void spoil(Object value) {
        if (value instanceof byte[] bytes) {
            Arrays.fill(bytes, (byte) 42);
        } else if (value instanceof Date date) {
            date.setTime(42);
        }
    }

    private Map<Integer, Long> write(Round.Writing by, List<Integer> pairs, int touched) throws SQLException {
        return switch (by) {
            case PREPARED -> prepared(pairs, touched);
            case LITERAL -> literal(pairs, touched);
            case BATCH -> batch(pairs, touched);
        };
    }

    private Map<Integer, Long> prepared(List<Integer> pairs, int touched) throws SQLException {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        try (PreparedStatement update =
                guarded.prepareStatement("UPDATE " + tables.pairs() + " SET touched = ? WHERE id = ?")) {
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
            batchOfParameters(pairs, pair -> isUnchanged(pair) == unchanged && pair % 3 == 0, touched, counts);
            batchOfTexts(pairs, pair -> isUnchanged(pair) == unchanged && pair % 3 != 0, touched, counts);
        }
        return counts;
    }

    private void batchOfParameters(List<Integer> pairs, IntPredicate which, int touched, Map<Integer, Long> counts)
            throws SQLException {
        List<Integer> chosen = pairs.stream().filter(which::test).toList();
        try (PreparedStatement update =
                guarded.prepareStatement("UPDATE " + tables.pairs() + " SET touched = ? WHERE id = ?")) {
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
        return "UPDATE " + tables.pairs() + " SET touched = " + touched + " WHERE id = " + pair;
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

    private boolean isUnchanged(int pair) {
        return samples.same(pair / ValueTables.PAIR, pair % ValueTables.PAIR);
    }

    private void judge(Round round, int pair, long count, boolean compared) {
        String what = samples.spelling(pair / ValueTables.PAIR) + " then " + samples.spelling(pair % ValueTables.PAIR)
                + " gave " + count;
        if (isUnchanged(pair) || !compared) {
            if (count != 1) {
                line.falseConflict(round + ": " + what);
            }
        } else if (count != REFUSED) {
            line.missed(round + ": " + what);
        }
    }

    /** An own second write is never refused: the image of the row is what the database now holds. */
    private void writeAgain(Round round, List<Integer> written) throws SQLException {
        write(round.statement(), written, 2).forEach((pair, count) -> {
            if (count != 1) {
                line.falseConflict(round + ": the second write of " + samples.spelling(pair / ValueTables.PAIR)
                        + " gave " + count);
            }
        });
    }

    /** A guard that did not match, or a write that ran without one, may have given the right count all the same. */
    private void checkCounts(Round round) {
        List<TableCounts> counts = new ArrayList<>();
        NoclobberDriver.counts().tables().forEach((name, count) -> {
            if (name.name().equalsIgnoreCase(tables.pairs())) {
                counts.add(count);
            }
        });
        for (TableCounts count : counts) {
            if (count.defects() > 0) {
                line.falseConflict(
                        round + ": " + count.defects() + " guards did not match the row they were made from");
            }
            if (!count.unguarded().isEmpty()) {
                line.missed(round + ": ran unguarded: " + count.unguarded());
            }
        }
    }
}
