package io.noclobber.conformance.tool;

import static io.noclobber.conformance.tool.Markup.escape;

import io.noclobber.conformance.MeasuredWork;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The matrix as a page of its own. Confined to one thread. */
final class MatrixHtml {
    private final Matrix matrix;
    private final StringBuilder page = new StringBuilder();

    private MatrixHtml(Matrix matrix) {
        this.matrix = matrix;
    }

    static String of(Matrix matrix) {
        MatrixHtml html = new MatrixHtml(matrix);
        html.write();
        return html.page.toString();
    }

    private void write() {
        long holds = matrix.reports().stream().filter(Matrix::conforms).count();
        page.append(HtmlPage.open("noclobber: on which databases it holds", "wide"))
                .append("<header>\n<h1>On which databases noclobber holds</h1>\n<p>It holds on ")
                .append(holds)
                .append(" of ")
                .append(matrix.reports().size())
                .append(" that were tried.</p>\n</header>\n<main>\n");
        groups();
        reasons();
        measured();
        page.append("<h2 id=\"environment\">Environment</h2>\n");
        matrix.environments()
                .forEach(each -> page.append("<p>").append(escape(each)).append("</p>\n"));
        page.append(HtmlPage.CLOSE);
    }

    private void groups() {
        page.append("<h2 id=\"summary\">By group</h2>\n");
        open(
                "How many tests held, by group",
                List.of("Verdict"),
                Arrays.stream(Group.values()).map(Group::title).toList());
        for (StoredReport report : matrix.reports()) {
            row(report);
            page.append("<td class=\"result ");
            page.append(
                            switch (Matrix.answer(report)) {
                                case "yes" -> "good\">✓ ";
                                case "no" -> "bad\">✗ ";
                                default -> "open\">– ";
                            })
                    .append(escape(report.verdict()))
                    .append("</td>");
            for (Group group : Group.values()) {
                StoredReport.Counts counts = report.groups().get(group.toString());
                String kind = counts == null ? " open" : counts.failed() > 0 ? " bad" : "";
                page.append("<td class=\"number").append(kind).append("\">");
                page.append(escape(Matrix.cell(report, group))
                                .replaceFirst(", (.*)", "<br><span class=\"soft\">$1</span>"))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        close();
    }

    private void reasons() {
        for (StoredReport report : matrix.reports()) {
            List<String> reasons = Matrix.reasons(report);
            if (!reasons.isEmpty()) {
                page.append("<h3>Why not on ")
                        .append(escape(Matrix.database(report)))
                        .append("</h3>\n<ul>\n");
                reasons.forEach(
                        reason -> page.append("<li>").append(escape(reason)).append("</li>\n"));
                page.append("</ul>\n");
            }
        }
    }

    private void measured() {
        page.append(
                "<h2 id=\"measured\">Overhead and storm</h2>\n<p>How long work takes with noclobber, in times of the bare"
                        + " driver (median, and the quartiles), and of the steps of the storm those that counted, by the bare driver and"
                        + " with noclobber.</p>\n");
        open(
                "Measured by each run",
                List.of(),
                Stream.concat(Arrays.stream(MeasuredWork.values()).map(MeasuredWork::title), Stream.of("Storm"))
                        .toList());
        for (StoredReport report : matrix.reports()) {
            row(report);
            for (MeasuredWork work : MeasuredWork.values()) {
                page.append("<td class=\"number\">")
                        .append(escape(Matrix.overhead(report, work)))
                        .append("</td>");
            }
            page.append("<td class=\"number\">")
                    .append(escape(Matrix.storm(report)))
                    .append("</td></tr>\n");
        }
        close();
    }

    private void open(String caption, List<String> texts, List<String> numbers) {
        page.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escape(caption))
                .append("\">\n<table>\n<caption>")
                .append(escape(caption))
                .append("</caption>\n<thead><tr><th scope=\"col\">Database</th>");
        texts.forEach(
                text -> page.append("<th scope=\"col\">").append(escape(text)).append("</th>"));
        numbers.forEach(text -> page.append("<th scope=\"col\" class=\"figures\">")
                .append(escape(text))
                .append("</th>"));
        page.append("</tr></thead>\n<tbody>\n");
    }

    private void row(StoredReport report) {
        page.append("<tr><th scope=\"row\">")
                .append(escape(Matrix.database(report)))
                .append("<br><span class=\"soft\">")
                .append(escape(Matrix.driver(report)))
                .append("</span></th>");
    }

    private void close() {
        page.append("</tbody>\n</table>\n</div>\n");
    }
}
