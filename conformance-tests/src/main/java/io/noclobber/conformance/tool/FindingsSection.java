package io.noclobber.conformance.tool;

import static io.noclobber.conformance.tool.Markup.escape;

import java.util.List;

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
            List<Tried> failed = report.of(group, Outcome.FAILED);
            if (!failed.isEmpty()) {
                page.append("<h3>").append(escape(group.title())).append("</h3>\n");
            }
            if (report.open().contains(group)) {
                page.append("<h3>").append(escape(group.title())).append("</h3>\n");
                page.append(finding(
                        "All of this group, and nothing of it could be.",
                        report.obstacle(group),
                        "Nobody knows whether it holds.",
                        RunReport.UNTRIED_ADVICE));
            }
            List<Tried> late = report.of(group, Outcome.TOO_LONG);
            if (!late.isEmpty() && failed.isEmpty() && !report.open().contains(group)) {
                page.append("<h3>").append(escape(group.title())).append("</h3>\n");
            }
            for (Tried test : late) {
                page.append(
                        finding(test.sentence(), test.detail(), RunReport.TOO_LONG_MEANING, RunReport.TOO_LONG_ADVICE));
            }
            for (Tried test : failed) {
                page.append(finding(
                        test.sentence(),
                        RunReport.happened(test),
                        group.meaning(),
                        report.bare() ? "Nothing: this is what noclobber is for." : group.advice()));
            }
        }
        if (report.count(Outcome.FAILED) == 0
                && report.gaps().isEmpty()
                && report.open().isEmpty()
                && report.count(Outcome.TOO_LONG) == 0) {
            page.append("<p>None.</p>\n");
        }
        return page.toString();
    }

    private static String finding(String tried, String happened, String means, String advice) {
        return "<div class=\"finding\"><dl><dt>Tried</dt><dd>" + escape(tried)
                + "</dd><dt>Happened</dt><dd class=\"happened\">" + escape(happened)
                + "</dd><dt>Means</dt><dd>" + escape(means)
                + "</dd><dt>To do</dt><dd>" + escape(advice) + "</dd></dl></div>\n";
    }
}
