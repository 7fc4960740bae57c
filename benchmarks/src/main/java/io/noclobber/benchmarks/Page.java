package io.noclobber.benchmarks;

import static java.util.Locale.ROOT;

import io.noclobber.conformance.database.Database;
import java.util.ArrayList;
import java.util.List;

/** The page of results, in Markdown. Confined to one thread. */
final class Page {
    private static final int MOST_FOR_FIRST_CONNECTION = 250;

    private final List<String> lines = new ArrayList<>();

    Page(List<String> introduction) {
        lines.addAll(introduction);
    }

    void add(Database database, String versions, List<Rounds> measured, FirstConnections first) {
        boolean inMemory = Application.isInMemory(database.url());
        lines.addAll(List.of("", "## " + database, "", versions, ""));
        lines.add("| work | bare driver | noclobber | goal | p6spy | hand-written check | `compare=changed` |"
                + " `compare=version` | `compare=rowversion` | in a conversation |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|");
        for (Rounds rounds : measured) {
            lines.add(row(rounds, rounds.work().goal(inMemory)));
        }
        double more = first.connect().get(Variant.NOCLOBBER) - first.connect().get(Variant.BARE);
        lines.addAll(List.of(
                "",
                "| first in a JVM | bare driver | noclobber | more | goal | p6spy |",
                "|---|---|---|---|---|---|",
                String.format(
                        ROOT,
                        "| connection | %.0f ms | %.0f ms | %s | ≤ %d ms | %.0f ms |",
                        first.connect().get(Variant.BARE),
                        first.connect().get(Variant.NOCLOBBER),
                        mark(String.format(ROOT, "%.0f ms", more), more <= MOST_FOR_FIRST_CONNECTION),
                        MOST_FOR_FIRST_CONNECTION,
                        first.connect().get(Variant.P6SPY)),
                String.format(
                        ROOT,
                        "| SELECT + UPDATE after it | %.0f ms | %.0f ms | %.0f ms | | %.0f ms |",
                        first.readAndWrite().get(Variant.BARE),
                        first.readAndWrite().get(Variant.NOCLOBBER),
                        first.readAndWrite().get(Variant.NOCLOBBER)
                                - first.readAndWrite().get(Variant.BARE),
                        first.readAndWrite().get(Variant.P6SPY))));
    }

    private static String row(Rounds rounds, double goal) {
        Variant yardstick = rounds.work().yardstick();
        double reached = rounds.ratio(Variant.NOCLOBBER, yardstick);
        String toGoal = yardstick == Variant.BARE
                ? String.format(ROOT, "≤ %.2f", goal)
                : String.format(ROOT, "≤ %.2f of the %s: %.2f", goal, yardstick, reached);
        return String.format(
                ROOT,
                "| %s | %.1f µs | %s | %s | %s | %s | %s | %s | %s | %s |",
                rounds.work(),
                rounds.quiet(Variant.BARE) / 1_000,
                cell(rounds, Variant.NOCLOBBER),
                mark(toGoal, reached <= goal),
                cell(rounds, Variant.P6SPY),
                cell(rounds, Variant.HAND_WRITTEN),
                cell(rounds, Variant.CHANGED),
                cell(rounds, Variant.VERSION),
                cell(rounds, Variant.ROWVERSION),
                cell(rounds, Variant.CONVERSATION));
    }

    private static String cell(Rounds rounds, Variant variant) {
        if (!rounds.has(variant)) {
            return "";
        }
        return String.format(
                ROOT, "%.2f (%.2f)", rounds.ratio(variant, Variant.BARE), rounds.pairedRatio(variant, Variant.BARE));
    }

    static String mark(String text, boolean reached) {
        return reached ? text + ", met" : "**" + text + ", missed**";
    }

    void add(String... more) {
        lines.addAll(List.of(more));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
