package io.noclobber.conformance.tool;

import io.noclobber.conformance.MeasuredWork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The results of several runs of {@code verify}, side by side. Immutable.
 *
 * @param reports one of each database, by its name
 */
record Matrix(List<StoredReport> reports) {
    Matrix {
        reports = reports.stream()
                .sorted(Comparator.comparing(Matrix::database, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /** The database with its version, without the number of its build. */
    static String database(StoredReport report) {
        return fact(report, "Database").replaceFirst(" - \\(.*", "");
    }

    static String driver(StoredReport report) {
        return fact(report, "Driver").replaceFirst(" [-(].*", "");
    }

    private static String fact(StoredReport report, String label) {
        return report.subject().getOrDefault(label, "unknown");
    }

    /** Whether it holds. */
    static boolean conforms(StoredReport report) {
        return report.exitCode() == Exit.CONFORMS.code() && report.open().isEmpty();
    }

    /** The verdict in a word: {@code open} where nothing failed, but a group could not be tried. */
    static String answer(StoredReport report) {
        if (conforms(report)) {
            return "yes";
        }
        return report.exitCode() == Exit.DOES_NOT_CONFORM.code() ? "no" : "open";
    }

    /** What came of a group, such as {@code 57, 1 not tried}. */
    static String cell(StoredReport report, Group group) {
        StoredReport.Counts counts = report.groups().get(group.toString());
        if (counts == null) {
            return "not run";
        }
        StringBuilder text = new StringBuilder();
        if (counts.failed() > 0) {
            text.append(counts.failed()).append(" of ").append(counts.all()).append(" failed");
        } else {
            text.append(counts.held());
        }
        if (counts.notTried() > 0) {
            text.append(", ").append(counts.notTried()).append(" not tried");
        }
        if (counts.tooLong() > 0) {
            text.append(", ").append(counts.tooLong()).append(" took too long");
        }
        if (counts.connectionLost() > 0) {
            text.append(", ").append(counts.connectionLost()).append(" lost the connection");
        }
        return text.toString();
    }

    /** What guarding some work costs there, {@code "–"} where it was not measured. */
    static String overhead(StoredReport report, MeasuredWork work) {
        return Overhead.of(report.measured()).stream()
                .filter(each -> each.work() == work)
                .map(each -> String.format(
                        Locale.ROOT,
                        "%.2f (%.2f to %.2f)",
                        each.ratio().median(),
                        each.ratio().lower(),
                        each.ratio().upper()))
                .findFirst()
                .orElse("–");
    }

    /** How many of a storm's steps the bare driver and noclobber have kept. */
    static String storm(StoredReport report) {
        String steps = report.measured().get("storm.steps");
        return steps == null
                ? "–"
                : report.measured().get("storm.bare") + " and "
                        + report.measured().get("storm.guarded") + " of " + steps;
    }

    /** Why it does not hold. */
    static List<String> reasons(StoredReport report) {
        List<String> reasons = new ArrayList<>(report.gaps());
        report.open().forEach(group -> reasons.add("Nothing could be tried of the group " + group + "."));
        long late = report.groups().values().stream()
                .mapToInt(StoredReport.Counts::tooLong)
                .sum();
        if (late > 0) {
            reasons.add(late + " took longer than their time limit, which says nothing of noclobber.");
        }
        int lost = report.groups().values().stream()
                .mapToInt(StoredReport.Counts::connectionLost)
                .sum();
        if (lost > 0) {
            reasons.add(lost + " had no connection or lost it, which says nothing of noclobber.");
        }
        report.failures().forEach(failure -> reasons.add("Failed: " + failure));
        return reasons;
    }

    /** Versions that all runs share, or all that there were. */
    List<String> environments() {
        TreeSet<String> all = new TreeSet<>();
        for (StoredReport report : reports) {
            String system = known(report, "System").replaceFirst("^(\\w+) [^,]*,", "$1,");
            all.add("noclobber " + known(report, "noclobber") + ", Java " + known(report, "Java") + ", " + system);
        }
        return List.copyOf(all);
    }

    private static String known(StoredReport report, String label) {
        return Objects.requireNonNullElse(report.environment().get(label), "unknown");
    }
}
