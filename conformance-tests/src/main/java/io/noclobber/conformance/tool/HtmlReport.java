package io.noclobber.conformance.tool;

import static io.noclobber.conformance.tool.Markup.escape;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A report for people, in one file that loads nothing. Confined to one thread. */
final class HtmlReport {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final RunReport report;
    private final List<Tried> types;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(RunReport report) {
        this.report = report;
        types = report.tried().stream()
                .filter(test -> test.contract().equals("ReportedTypes"))
                .toList();
    }

    static String of(RunReport report) {
        HtmlReport html = new HtmlReport(report);
        html.write();
        return html.page.toString();
    }

    private void write() {
        String title = "noclobber " + report.verdict() + ": " + report.subject().product();
        page.append(HtmlPage.open(title, "")).append("<header>\n");
        page.append("<h1>Does noclobber hold on ")
                .append(escape(report.subject().product()))
                .append("?</h1>\n");
        verdict();
        page.append("</header>\n<nav aria-label=\"Contents\"><p><a href=\"#summary\">Summary</a> · "
                + "<a href=\"#findings\">Findings</a> · <a href=\"#settings\">Settings</a> · "
                + (types.isEmpty() ? "" : "<a href=\"#types\">Types</a> · ")
                + "<a href=\"#storm\">Storm</a> · <a href=\"#overhead\">Overhead</a> · "
                + "<a href=\"#tests\">All tests</a> · <a href=\"#environment\">Environment</a></p></nav>\n<main>\n");
        summary();
        page.append(FindingsSection.of(report));
        settings();
        types();
        page.append(StormSection.of(report.published()));
        page.append(OverheadSection.of(Overhead.of(report.published())));
        tests();
        environment();
        page.append(HtmlPage.CLOSE);
    }

    private void verdict() {
        String kind = switch (report.exit()) {
            case CONFORMS -> "good";
            case DOES_NOT_CONFORM -> "bad";
            case CANNOT_RUN -> "open";
        };
        page.append("<div class=\"verdict ")
                .append(kind)
                .append("\"><strong>")
                .append(report.control().isOn() ? "Negative control: " : "")
                .append(
                        switch (report.exit()) {
                            case CONFORMS -> "Conforms";
                            case DOES_NOT_CONFORM -> "Does not conform";
                            case CANNOT_RUN ->
                                report.verdict().substring(0, 1).toUpperCase(Locale.ROOT)
                                        + report.verdict().substring(1);
                        })
                .append("</strong><span>")
                .append(escape(report.headline()))
                .append("</span></div>\n<p class=\"soft\">")
                .append(escape(MOMENT.format(report.started())))
                .append(String.format(Locale.ROOT, ", %.1f seconds, ", report.totalSeconds()))
                .append("noclobber ")
                .append(escape(ToolVersion.text()))
                .append("</p>\n");
    }

    private void summary() {
        page.append("<h2 id=\"summary\">Summary</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\""
                + " aria-label=\"Summary by group\">\n<table>\n<caption>What was tried, by group</caption>\n<thead><tr>"
                + "<th scope=\"col\">Group</th><th scope=\"col\">Result</th><th scope=\"col\" class=\"number\">Held</th>"
                + "<th scope=\"col\" class=\"number\">Failed</th><th scope=\"col\" class=\"number\">Not tried</th>"
                + "<th scope=\"col\" class=\"number\">Too long</th>"
                + "<th scope=\"col\" class=\"number\">Connection lost</th>"
                + "<th scope=\"col\" class=\"number\">Seconds</th></tr></thead>\n<tbody>\n");
        for (Group group : report.groups()) {
            page.append("<tr><th scope=\"row\"><a href=\"#tests-")
                    .append(group)
                    .append("\">")
                    .append(escape(group.title()))
                    .append("</a><br><span class=\"soft\">")
                    .append(escape(group.question()))
                    .append("</span></th>")
                    .append(result(report.result(group)));
            for (Outcome outcome : Outcome.values()) {
                number(report.of(group, outcome).size());
            }
            page.append(String.format(
                    Locale.ROOT,
                    "<td class=\"number\">%.1f</td></tr>%n",
                    report.seconds().getOrDefault(group, 0.0)));
        }
        page.append("</tbody>\n</table>\n</div>\n");
        if (!report.leftOut().isEmpty()) {
            page.append("<p>Left out of this run: ")
                    .append(escape(String.join(
                            ", ", report.leftOut().stream().map(Group::title).toList())))
                    .append(".</p>\n");
        }
    }

    private static String result(Outcome outcome) {
        return switch (outcome) {
            case HELD -> "<td class=\"good result\">✓ holds</td>";
            case FAILED -> "<td class=\"bad result\">✗ does not hold</td>";
            case NOT_TRIED -> "<td class=\"open result\">– not tried</td>";
            case TOO_LONG -> "<td class=\"open result\">– took too long</td>";
            case CONNECTION_LOST -> "<td class=\"open result\">– connection lost</td>";
        };
    }

    private void number(int value) {
        page.append("<td class=\"number\">").append(value).append("</td>");
    }

    private void settings() {
        page.append("<h2 id=\"settings\">Settings that matter</h2>\n");
        if (report.remarks().isEmpty()) {
            page.append("<p>None was found.</p>\n");
        } else {
            page.append(
                    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Settings\">\n<table>\n<thead><tr>"
                            + "<th scope=\"col\">Setting</th><th scope=\"col\">Weakens</th><th scope=\"col\">Means</th>"
                            + "<th scope=\"col\">To do</th></tr></thead>\n<tbody>\n");
            for (Remark remark : report.remarks()) {
                boolean weakens = remark.kind() != Remark.Kind.TELLS;
                page.append("<tr><th scope=\"row\">")
                        .append(escape(remark.setting()))
                        .append(weakens ? "</th><td class=\"bad\">yes</td><td>" : "</th><td>no</td><td>")
                        .append(escape(remark.meaning()))
                        .append("</td><td>")
                        .append(escape(remark.advice()))
                        .append("</td></tr>\n");
            }
            page.append("</tbody>\n</table>\n</div>\n");
        }
        if (!report.behaviour().isEmpty()) {
            page.append("<p>Found out of this database: it ")
                    .append(escape(String.join("; ", report.behaviour())))
                    .append(".</p>\n");
        }
    }

    private void types() {
        if (types.isEmpty()) {
            return;
        }
        page.append(
                "<h2 id=\"types\">Types</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Types\">\n"
                        + "<table>\n<caption>Each type that the driver reports, and how values of it are compared</caption>\n<thead><tr>"
                        + "<th scope=\"col\">Type</th><th scope=\"col\">Comparison</th></tr></thead>\n<tbody>\n");
        for (Tried test : types) {
            String name = test.name().replaceFirst(".*? \\[(.*)]", "$1");
            page.append("<tr><th scope=\"row\">")
                    .append(escape(name))
                    .append("</th>")
                    .append(
                            switch (test.outcome()) {
                                case HELD ->
                                    "<td class=\"good\">✓ "
                                            + escape(report.published().getOrDefault("type " + name, "compared"));
                                case FAILED -> "<td class=\"bad\">✗ see the findings";
                                case NOT_TRIED, TOO_LONG, CONNECTION_LOST ->
                                    "<td class=\"open\">– not tried: " + escape(test.detail());
                            })
                    .append("</td></tr>\n");
        }
        page.append("</tbody>\n</table>\n</div>\n");
    }

    private void tests() {
        page.append("<h2 id=\"tests\">All tests</h2>\n");
        for (Group group : report.groups()) {
            page.append("<details id=\"tests-")
                    .append(group)
                    .append("\"><summary>")
                    .append(escape(group.title()))
                    .append("</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Tests of ")
                    .append(escape(group.title()))
                    .append("\">\n<table>\n<thead><tr><th scope=\"col\">Test</th><th scope=\"col\">Result</th>"
                            + "<th scope=\"col\" class=\"number\">ms</th></tr></thead>\n<tbody>\n");
            report.tried().stream().filter(test -> test.group() == group).forEach(this::test);
            page.append("</tbody>\n</table>\n</div>\n</details>\n");
        }
    }

    private void test(Tried test) {
        page.append("<tr><th scope=\"row\">")
                .append(escape(test.sentence()))
                .append("<br><code class=\"soft\">")
                .append(escape(test.contract() + "." + test.name()))
                .append("</code></th>")
                .append(
                        switch (test.outcome()) {
                            case HELD -> "<td class=\"good result\">✓ holds</td>";
                            case FAILED -> "<td class=\"bad result\">✗ failed</td>";
                            case NOT_TRIED, TOO_LONG, CONNECTION_LOST ->
                                "<td class=\"open\">– " + escape(test.detail()) + "</td>";
                        })
                .append("<td class=\"number\">")
                .append(test.millis())
                .append("</td></tr>\n");
    }

    private void environment() {
        page.append("<h2 id=\"environment\">Environment</h2>\n<dl>\n");
        report.subject().facts().forEach(this::fact);
        fact(
                "Options of noclobber",
                report.options().isEmpty()
                        ? "none, so the defaults hold"
                        : report.options().toString());
        fact("Seed", report.seed() + ", by which --seed chooses the same at random again");
        RunReport.environment().forEach(this::fact);
        page.append("</dl>\n");
    }

    private void fact(String label, String value) {
        page.append("<dt>")
                .append(escape(label))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd>\n");
    }
}
