package io.noclobber.conformance.value;

import io.noclobber.NoclobberDriver;
import io.noclobber.observe.TableCounts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The whole way of a value: a user whose connection is under test reads a row; somebody else changes the value to
 * another, or writes the same one again; the user writes another column of the row. That is refused in the first case
 * and done in the second. Confined to one thread.
 */
final class WriteCheck {
    private final RowWriter writer;
    private final ValueTables tables;
    private final TypeSamples samples;
    private final TypeLine line;
    private final int mostWrites;

    /** @param mostWrites in one round; the next one chooses others */
    WriteCheck(RowWriter writer, ValueTables tables, TypeSamples samples, TypeLine line, int mostWrites) {
        this.writer = writer;
        this.tables = tables;
        this.samples = samples;
        this.line = line;
        this.mostWrites = mostWrites;
    }

    /** @param changing whether others can write rows that the user has read */
    void run(Round round, Random random, boolean all, boolean changing) throws SQLException {
        List<Integer> pairs = pairs(round, random, all);
        if (!changing) {
            pairs = pairs.stream().filter(this::isUnchanged).toList();
        }
        tables.storePairs(pairs);
        round.beginReading();
        writer.read(round.reads());
        boolean compared = samples.unguarded() == null;
        if (compared == isReportedExcluded()) {
            line.missed(round + ": the column is " + (compared ? "left out" : "left out silently"));
        }
        round.beginWriting();
        if (changing) {
            tables.changePairs();
        }
        Map<Integer, Long> counts = writer.write(pairs, 1);
        line.written(pairs.size());
        for (int pair : pairs) {
            judge(round, pair, counts.get(pair), compared);
        }
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
        if (!all && chosen.size() > mostWrites) {
            Collections.shuffle(chosen, random);
            chosen = chosen.subList(0, mostWrites);
        }
        return List.copyOf(chosen);
    }

    private boolean isReportedExcluded() {
        return NoclobberDriver.counts().columnsExcluded().keySet().stream()
                .anyMatch(column -> column.table().name().equalsIgnoreCase(tables.pairs())
                        && column.name().equalsIgnoreCase("c"));
    }

    private boolean isUnchanged(int pair) {
        return ValueTables.isUnchanged(pair, samples);
    }

    private void judge(Round round, int pair, long count, boolean compared) {
        String what = samples.spelling(pair / ValueTables.PAIR) + " then " + samples.spelling(pair % ValueTables.PAIR)
                + " gave " + count;
        if (isUnchanged(pair) || !compared) {
            if (count != 1) {
                line.falseConflict(round + ": " + what);
            }
        } else if (count != RowWriter.REFUSED) {
            line.missed(round + ": " + what);
        }
    }

    /** An own second write is never refused: the image of the row is what the database now holds. */
    private void writeAgain(Round round, List<Integer> written) throws SQLException {
        writer.write(written, 2).forEach((pair, count) -> {
            if (count != 1) {
                line.falseConflict(round + ": the second write of " + samples.spelling(pair / ValueTables.PAIR)
                        + " gave " + count);
            }
        });
    }

    /** A guard that did not match, or a write that ran without one, may have given the right count all the same. */
    private void checkCounts(Round round) {
        NoclobberDriver.counts().columnsExcluded().forEach((column, reason) -> {
            if (column.table().name().equalsIgnoreCase(tables.pairs()) && reason.contains("overwritten")) {
                line.falseConflict(round + ": " + column.name() + " was not found as it was read: " + reason);
            }
        });
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
