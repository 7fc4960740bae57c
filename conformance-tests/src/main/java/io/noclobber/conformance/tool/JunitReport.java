package io.noclobber.conformance.tool;

import java.util.Locale;

/** A report for build servers, in the form of JUnit's XML. Stateless. */
final class JunitReport {
    private JunitReport() {}

    static String of(RunReport report) {
        // without a verdict a gap is none either
        boolean fails = report.exit() == Exit.DOES_NOT_CONFORM;
        int gaps = report.gaps().size();
        int unconvincing = report.isUnconvincing() ? 1 : 0;
        long errors = unconvincing
                + report.open().size()
                + report.count(Outcome.TOO_LONG)
                + report.count(Outcome.CONNECTION_LOST);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites name=\"noclobber conformance\" tests=\"")
                .append(report.tried().size() + report.open().size() + gaps + unconvincing)
                .append("\" failures=\"")
                .append(report.count(Outcome.FAILED) + (fails ? gaps : 0))
                .append("\" errors=\"")
                .append(errors + (fails ? 0 : gaps))
                .append("\" time=\"")
                .append(seconds(report.totalSeconds()))
                .append("\">\n");
        if (gaps > 0) {
            gaps(xml, report, fails ? "failure" : "error");
        }
        if (unconvincing > 0) {
            unconvincing(xml, report);
        }
        report.groups().forEach(group -> suite(xml, report, group));
        return xml.append("</testsuites>\n").toString();
    }

    /** What the database itself lets pass is why it does not conform, though no test fails of it. */
    private static void gaps(StringBuilder xml, RunReport report, String kind) {
        int all = report.gaps().size();
        xml.append("  <testsuite name=\"The database itself\" tests=\"")
                .append(all)
                .append("\" failures=\"")
                .append(kind.equals("failure") ? all : 0)
                .append("\" errors=\"")
                .append(kind.equals("error") ? all : 0)
                .append("\" skipped=\"0\" timestamp=\"")
                .append(report.started())
                .append("\" time=\"0.000\">\n");
        for (Remark gap : report.gaps()) {
            xml.append("    <testcase classname=\"gap\" name=\"")
                    .append(Markup.escape(gap.setting() + " loses no change by itself"))
                    .append("\" time=\"0.000\">\n      <")
                    .append(kind)
                    .append(" message=\"")
                    .append(Markup.escape(gap.meaning()))
                    .append("\">")
                    .append(Markup.escape(gap.advice()))
                    .append("</")
                    .append(kind)
                    .append(">\n    </testcase>\n");
        }
        xml.append("  </testsuite>\n");
    }

    /** A control of which nothing fails would be taken for a good run. */
    private static void unconvincing(StringBuilder xml, RunReport report) {
        xml.append(
                        "  <testsuite name=\"Negative control\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\" timestamp=\"")
                .append(report.started())
                .append(
                        "\" time=\"0.000\">\n    <testcase classname=\"control\" name=\"a test of it fails\" time=\"0.000\">\n")
                .append("      <error message=\"Nothing failed\">")
                .append(Markup.escape(RunReport.UNCONVINCING))
                .append("</error>\n    </testcase>\n  </testsuite>\n");
    }

    private static void suite(StringBuilder xml, RunReport report, Group group) {
        long failed = report.of(group, Outcome.FAILED).size();
        long untried = report.of(group, Outcome.NOT_TRIED).size();
        boolean open = report.open().contains(group);
        long errors = report.of(group, Outcome.TOO_LONG).size()
                + report.of(group, Outcome.CONNECTION_LOST).size()
                + (open ? 1 : 0);
        long all = report.of(group, Outcome.HELD).size() + failed + untried + errors;
        xml.append("  <testsuite name=\"")
                .append(Markup.escape(group.title()))
                .append("\" tests=\"")
                .append(all)
                .append("\" failures=\"")
                .append(failed)
                .append("\" errors=\"")
                .append(errors)
                .append("\" skipped=\"")
                .append(untried)
                .append("\" timestamp=\"")
                .append(report.started())
                .append("\" time=\"")
                .append(seconds(report.seconds().getOrDefault(group, 0.0)))
                .append("\">\n");
        xml.append("    <properties><property name=\"seed\" value=\"")
                .append(report.seed())
                .append("\"/><property name=\"control\" value=\"")
                .append(report.control())
                .append("\"/></properties>\n");
        report.tried().stream().filter(test -> test.group() == group).forEach(test -> testCase(xml, report, test));
        if (open) {
            untried(xml, group, report.obstacle(group));
        }
        xml.append("  </testsuite>\n");
    }

    /** Build servers take a suite whose tests were all skipped for a good one. */
    private static void untried(StringBuilder xml, Group group, String obstacle) {
        xml.append("    <testcase classname=\"")
                .append(group)
                .append(
                        "\" name=\"group could be tried\" time=\"0.000\">\n      <error message=\"Nothing of it could be tried\">")
                .append(Markup.escape(obstacle))
                .append("</error>\n    </testcase>\n");
    }

    private static void testCase(StringBuilder xml, RunReport report, Tried test) {
        xml.append("    <testcase classname=\"")
                .append(Markup.escape(test.contract()))
                .append("\" name=\"")
                .append(Markup.escape(test.name()))
                .append("\" time=\"")
                .append(seconds(test.millis() / 1e3));
        switch (test.outcome()) {
            case HELD -> xml.append("\"/>\n");
            case FAILED ->
                xml.append("\">\n      <failure message=\"")
                        .append(Markup.escape(test.sentence()))
                        .append("\">")
                        .append(Markup.escape(RunReport.happened(test) + "\nMeans: " + RunReport.meaning(test)
                                + "\nTo do: " + report.advice(test)))
                        .append("</failure>\n    </testcase>\n");
            case TOO_LONG -> error(xml, test, RunReport.TOO_LONG_MEANING + " " + RunReport.TOO_LONG_ADVICE);
            case CONNECTION_LOST -> error(xml, test, RunReport.LOST_MEANING + " " + RunReport.LOST_ADVICE);
            case NOT_TRIED ->
                xml.append("\">\n      <skipped message=\"")
                        .append(Markup.escape(test.detail()))
                        .append("\"/>\n    </testcase>\n");
        }
    }

    private static void error(StringBuilder xml, Tried test, String text) {
        xml.append("\">\n      <error message=\"Could not be tried: ")
                .append(Markup.escape(test.detail()))
                .append("\">")
                .append(Markup.escape(text))
                .append("</error>\n    </testcase>\n");
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
