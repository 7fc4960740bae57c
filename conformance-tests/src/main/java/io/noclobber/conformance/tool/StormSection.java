package io.noclobber.conformance.tool;

import static io.noclobber.conformance.tool.Markup.escape;

import java.util.Locale;
import java.util.Map;

/** What counted of the steps of many users at once, as a chart, and its numbers as a table. Stateless. */
final class StormSection {
    /** Narrow enough for a phone, on which half a bar would mislead. */
    private static final int WIDTH = 290;

    private StormSection() {}

    /** @param measured what tests have told of themselves */
    static String of(Map<String, String> measured) {
        StringBuilder page = new StringBuilder("<h2 id=\"storm\">Concurrency storm</h2>\n");
        if (!measured.containsKey("storm.bare")) {
            return page.append("<p>Not part of this run, or it did not come to its end.</p>\n")
                    .toString();
        }
        int steps = number(measured, "storm.steps");
        int guarded = number(measured, "storm.guarded");
        int bare = number(measured, "storm.bare");
        String text =
                "Of " + steps + " steps " + guarded + " count with noclobber, and " + bare + " with the bare driver.";
        return page.append("<p>Eight users counted up the same four rows, ")
                .append(steps)
                .append(" steps in all, and read again where a save was refused.</p>\n")
                .append(SvgChart.open("storm", WIDTH + 50, 124, "Steps that count", text))
                .append(bar("with noclobber", guarded, steps, 0, "good"))
                .append(bar("bare driver", bare, steps, 62, "bad"))
                .append(SvgChart.CLOSE)
                .append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Steps that count\">\n")
                .append("<table>\n<caption>Steps that count</caption>\n<thead><tr><th scope=\"col\">Way</th>"
                        + "<th scope=\"col\" class=\"number\">Made</th><th scope=\"col\" class=\"number\">Counted</th>"
                        + "<th scope=\"col\" class=\"number\">Lost</th></tr></thead>\n<tbody>\n")
                .append(row("with noclobber", steps, guarded))
                .append(row("bare driver", steps, bare))
                .append("</tbody>\n</table>\n</div>\n")
                .toString();
    }

    private static int number(Map<String, String> measured, String name) {
        return Integer.parseInt(measured.getOrDefault(name, "0"));
    }

    private static String bar(String label, int value, int most, int y, String kind) {
        int width = Math.max(1, Math.min(WIDTH, value * WIDTH / Math.max(1, most)));
        return String.format(
                Locale.ROOT,
                "<text x=\"0\" y=\"%d\">%s</text><rect class=\"frame\" x=\"1\" y=\"%d\" width=\"%d\" height=\"32\"/>"
                        + "<rect class=\"%s\" x=\"1\" y=\"%d\" width=\"%d\" height=\"32\"/>"
                        + "<text x=\"%d\" y=\"%d\">%d</text>%n",
                y + 16,
                escape(label),
                y + 23,
                WIDTH,
                kind,
                y + 23,
                width,
                WIDTH + 8,
                y + 44,
                value);
    }

    private static String row(String label, int steps, int counted) {
        return "<tr><th scope=\"row\">" + label + "</th><td class=\"number\">" + steps + "</td><td class=\"number\">"
                + counted + "</td><td class=\"number\">" + (steps - counted) + "</td></tr>\n";
    }
}
