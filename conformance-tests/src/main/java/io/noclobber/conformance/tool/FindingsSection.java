package io.noclobber.conformance.tool;

import static io.noclobber.conformance.tool.Markup.escape;

/** What does not hold, each with what it means and what to do about it. Stateless. */
final class FindingsSection {
    private FindingsSection() {}

    static String of(RunReport report) {
        StringBuilder page = new StringBuilder("<h2 id=\"findings\">Findings</h2>\n");
        for (Remark gap : report.gaps()) {
            page.append(finding(
                    "What " + gap.setting() + " itself lets pass",
                    gap.meaning(),
                    "No guard can notice it.",
                    gap.advice()));
        }
        for (Group group : report.groups()) {
            page.append(of(group, report));
        }
        if (report.exit() == Exit.CONFORMS) {
            page.append("<p>None.</p>\n");
        }
        return page.toString();
    }

    private static String of(Group group, RunReport report) {
        StringBuilder page = new StringBuilder();
        if (report.open().contains(group)) {
            page.append(finding(
                    "All of this group, and nothing of it could be.",
                    report.obstacle(group),
                    "Nobody knows whether it holds.",
                    report.untriedAdvice(group)));
        }
        for (Tried test : report.of(group, Outcome.TOO_LONG)) {
            page.append(finding(test.sentence(), test.detail(), RunReport.TOO_LONG_MEANING, RunReport.TOO_LONG_ADVICE));
        }
        for (Tried test : report.of(group, Outcome.CONNECTION_LOST)) {
            page.append(finding(test.sentence(), test.detail(), RunReport.LOST_MEANING, RunReport.LOST_ADVICE));
        }
        for (Tried test : report.of(group, Outcome.FAILED)) {
            page.append(
                    finding(test.sentence(), RunReport.happened(test), RunReport.meaning(test), report.advice(test)));
        }
        return page.isEmpty() ? "" : "<h3>" + escape(group.title()) + "</h3>\n" + page;
    }

    private static String finding(String tried, String happened, String means, String advice) {
        return "<div class=\"finding\"><dl><dt>Tried</dt><dd>" + escape(tried)
                + "</dd><dt>Happened</dt><dd class=\"happened\">" + escape(happened)
                + "</dd><dt>Means</dt><dd>" + escape(means)
                + "</dd><dt>To do</dt><dd>" + escape(advice) + "</dd></dl></div>\n";
    }
}
