package io.noclobber.conformance.tool;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code verify} prints: plain lines, and on a terminal one line more that says how far it is. Confined to one thread. */
final class Console implements TestRun.Progress {
    private static final int SHOWN = 5;
    private static final int LINES = 6;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean overwrites = Terminal.overwrites();
    private final long start = System.nanoTime();
    private int expected;
    private int done;
    private Group group = Group.LOST_UPDATES;

    Console(PrintWriter out) {
        this.out = out;
    }

    void opening(Subject subject, Map<String, String> options, long seed, Control control) {
        out.println("noclobber conformance " + ToolVersion.text());
        subject.facts().forEach((label, value) -> out.printf(Locale.ROOT, "  %-16s %s%n", label, value));
        if (!options.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "  %-16s %s%n",
                    "Options",
                    options.entrySet().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        out.printf(Locale.ROOT, "  %-16s %d%n", "Seed", seed);
        if (control.isOn()) {
            out.println("  Negative control: nothing is guarded, and the tests must fail.");
        }
        out.println();
        out.flush();
    }

    void before(List<Remark> remarks, List<String> otherwise) {
        for (Remark remark : remarks) {
            out.println((remark.kind() == Remark.Kind.TELLS ? "Note: " : "WEAKENS: ") + remark.setting());
            out.println("  " + remark.meaning());
            out.println("  To do: " + remark.advice());
        }
        if (!otherwise.isEmpty()) {
            out.println("Found out of this database: it " + String.join("; ", otherwise) + ".");
        }
        if (!remarks.isEmpty() || !otherwise.isEmpty()) {
            out.println();
        }
        out.flush();
    }

    /** How many tests there will be, at least. */
    void expects(int tests) {
        expected = tests;
    }

    @Override
    public void begins(Group begun, int tests) {
        group = begun;
        show();
    }

    @Override
    public void ended(Tried test) {
        done++;
        expected = Math.max(expected, done);
        if (test.name().contains(" [")) {
            expected++;
        }
        show();
    }

    private void show() {
        if (!overwrites) {
            return;
        }
        double took = (System.nanoTime() - start) / 1e9;
        String rest =
                done < 10 ? "" : String.format(Locale.ROOT, ", about %.0f s left", took * (expected - done) / done);
        out.print(ERASE + done + " of some " + expected + " tests, " + group.title() + rest);
        out.flush();
    }

    @Override
    public void again(int tests) {
        if (overwrites) {
            out.print(ERASE);
        }
        out.println("Connections were lost, or none was to be had: " + tests + " tests of it are tried again.");
        out.flush();
    }

    @Override
    public void ends(Group ended, double seconds, List<Tried> tests) {
        if (overwrites) {
            out.print(ERASE);
        }
        long held = count(tests, Outcome.HELD);
        long failed = count(tests, Outcome.FAILED);
        long untried = count(tests, Outcome.NOT_TRIED);
        long late = count(tests, Outcome.TOO_LONG);
        long lost = count(tests, Outcome.CONNECTION_LOST);
        out.printf(
                Locale.ROOT,
                "%-30s %4d held  %4d failed  %4d not tried  %6.1f s%s%s%n",
                ended.title(),
                held,
                failed,
                untried,
                seconds,
                late == 0 ? "" : "  " + late + " took too long",
                lost == 0 ? "" : "  " + lost + " lost the connection");
        out.flush();
    }

    private static long count(List<Tried> tests, Outcome outcome) {
        return tests.stream().filter(test -> test.outcome() == outcome).count();
    }

    void conclusion(RunReport report) {
        for (Group each : report.groups()) {
            findings(each, report.of(each, Outcome.FAILED), report);
            open(each, report);
            unanswered(
                    each,
                    report.of(each, Outcome.TOO_LONG),
                    "because of the time they take",
                    RunReport.TOO_LONG_MEANING,
                    RunReport.TOO_LONG_ADVICE);
            unanswered(
                    each,
                    report.of(each, Outcome.CONNECTION_LOST),
                    "for want of a connection",
                    RunReport.LOST_MEANING,
                    RunReport.LOST_ADVICE);
        }
        untried(report);
        List<Overhead> overheads = Overhead.of(report.published());
        if (!overheads.isEmpty()) {
            out.println();
            out.println("Overhead: how long work takes with noclobber, by the bare driver (median and quartiles):");
            overheads.forEach(
                    each -> out.printf(Locale.ROOT, "  %-55s %s%n", each.work().title(), each.ratioInWords()));
        }
        out.println();
        out.println(report.headline());
        out.flush();
    }

    /** By the reason, so that one which keeps many tests does not hide the others. */
    private void untried(RunReport report) {
        Map<String, List<Tried>> byReason = report.tried().stream()
                .filter(test -> test.outcome() == Outcome.NOT_TRIED)
                .collect(Collectors.groupingBy(
                        test -> test.detail().lines().findFirst().orElse(""), LinkedHashMap::new, Collectors.toList()));
        if (byReason.isEmpty()) {
            return;
        }
        out.println();
        out.println(
                "Not tried, because the database or the rights of its user do not let it, or because it is about another:");
        byReason.entrySet().stream().limit(SHOWN).forEach(each -> {
            Tried first = each.getValue().get(0);
            int others = each.getValue().size() - 1;
            out.println("  " + first.group().title() + ": " + first.sentence()
                    + (others == 0 ? "" : ", and " + others + " others"));
            out.println("    " + each.getKey());
        });
        more(byReason.size());
    }

    private void findings(Group each, List<Tried> failed, RunReport report) {
        failed.stream()
                .collect(Collectors.groupingBy(RunReport::meaning, LinkedHashMap::new, Collectors.toList()))
                .forEach((meaning, alike) -> findings(each, alike, meaning, report.advice(alike.get(0))));
    }

    private void findings(Group each, List<Tried> failed, String meaning, String advice) {
        out.println();
        out.println(each.title() + ": " + failed.size() + " failed");
        for (Tried test : failed.stream().limit(SHOWN).toList()) {
            out.println("  Tried:    " + test.sentence());
            String label = "  Happened: ";
            for (String line : RunReport.happened(test).lines().limit(LINES).toList()) {
                out.println(label + line);
                label = "            ";
            }
        }
        more(failed.size());
        out.println("  Means:    " + meaning);
        out.println("  To do:    " + advice);
    }

    private void open(Group each, RunReport report) {
        if (!report.open().contains(each)) {
            return;
        }
        out.println();
        out.println(each.title() + ": nothing of it could be tried");
        report.obstacle(each).lines().forEach(line -> out.println("  Happened: " + line));
        out.println("  Means:    Nobody knows whether it holds.");
        out.println("  To do:    " + report.untriedAdvice(each));
    }

    private void unanswered(Group each, List<Tried> tests, String reason, String means, String advice) {
        if (tests.isEmpty()) {
            return;
        }
        out.println();
        out.println(each.title() + ": " + tests.size() + " could not be tried, " + reason);
        for (Tried test : tests.stream().limit(SHOWN).toList()) {
            out.println("  Tried:    " + test.sentence());
            out.println("  Happened: " + test.detail());
        }
        more(tests.size());
        out.println("  Means:    " + means);
        out.println("  To do:    " + advice);
    }

    private void more(int all) {
        if (all > SHOWN) {
            out.println("  and " + (all - SHOWN) + " more, which --html and --json list");
        }
    }
}
