package io.noclobber.conformance.tool;

import static io.noclobber.conformance.tool.Markup.escape;

import io.noclobber.conformance.Spread;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The overhead as a chart, and its numbers as a table. Stateless. */
final class OverheadSection {
    private static final int LEFT = 12;
    private static final int WIDTH = 560;
    private static final int ROW = 58;

    private OverheadSection() {}

    static String of(List<Overhead> measured) {
        StringBuilder page = new StringBuilder("<h2 id=\"overhead\">Overhead on this database</h2>\n");
        if (measured.isEmpty()) {
            return page.append("<p>Not part of this run, or it did not come to its end.</p>\n")
                    .toString();
        }
        return page.append(
                        "<p>The same work by the bare driver and with noclobber, in turn, by one user on this machine. The ratio is"
                                + " that of each round: its median, and the quartiles between which half of the rounds lie.</p>\n")
                .append(chart(measured))
                .append(table(measured))
                .toString();
    }

    private static String chart(List<Overhead> measured) {
        double most = Math.max(
                2,
                measured.stream()
                                .mapToDouble(each -> each.ratio().upper())
                                .max()
                                .orElse(2)
                        * 1.05);
        int height = measured.size() * ROW + 34;
        StringBuilder chart = new StringBuilder(SvgChart.open(
                "overhead",
                LEFT + WIDTH + 28,
                height,
                "How much longer work takes with noclobber",
                measured.stream()
                        .map(each -> each.work().title() + ": " + each.ratioInWords() + ".")
                        .collect(Collectors.joining(" "))));
        for (int times = 1; times <= most; times += most > 12 ? 5 : 1) {
            chart.append(String.format(
                    Locale.ROOT,
                    "<line class=\"axis%s\" x1=\"%.1f\" y1=\"4\" x2=\"%.1f\" y2=\"%d\"/><text x=\"%.1f\" y=\"%d\""
                            + " text-anchor=\"middle\">%d×</text>%n",
                    times == 1 ? " base" : "",
                    x(times, most),
                    x(times, most),
                    height - 26,
                    x(times, most),
                    height - 8,
                    times));
        }
        for (int i = 0; i < measured.size(); i++) {
            chart.append(row(measured.get(i), i * ROW, most));
        }
        return chart.append(SvgChart.CLOSE).toString();
    }

    private static String row(Overhead each, int y, double most) {
        double from = x(each.ratio().lower(), most);
        double to = x(each.ratio().upper(), most);
        double middle = x(each.ratio().median(), most);
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s: %s</text><rect class=\"spread\" x=\"%.1f\" y=\"%d\" width=\"%.1f\""
                        + " height=\"18\"/><line class=\"median\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n",
                LEFT,
                y + 20,
                escape(each.work().title()),
                escape(each.ratioInWords()),
                from,
                y + 28,
                Math.max(2, to - from),
                middle,
                y + 25,
                middle,
                y + 49);
    }

    private static double x(double times, double most) {
        return LEFT + times / most * WIDTH;
    }

    private static String table(List<Overhead> measured) {
        StringBuilder table =
                new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Overhead\">\n"
                        + "<table>\n<caption>Microseconds, median and quartiles</caption>\n<thead><tr><th scope=\"col\">Work</th>"
                        + "<th scope=\"col\" class=\"number\">Bare driver</th><th scope=\"col\" class=\"number\">With noclobber</th>"
                        + "<th scope=\"col\" class=\"number\">Ratio</th><th scope=\"col\" class=\"number\">Rounds</th></tr></thead>\n"
                        + "<tbody>\n");
        for (Overhead each : measured) {
            table.append("<tr><th scope=\"row\">")
                    .append(escape(each.work().title()))
                    .append("</th>")
                    .append(cell(each.bare(), "%.0f"))
                    .append(cell(each.guarded(), "%.0f"))
                    .append(cell(each.ratio(), "%.2f"))
                    .append("<td class=\"number\">")
                    .append(each.rounds())
                    .append("</td></tr>\n");
        }
        return table.append("</tbody>\n</table>\n</div>\n").toString();
    }

    private static String cell(Spread spread, String format) {
        return String.format(
                Locale.ROOT,
                "<td class=\"number\">" + format + " <span class=\"soft\">(" + format + " to " + format
                        + ")</span></td>",
                spread.median(),
                spread.lower(),
                spread.upper());
    }
}
