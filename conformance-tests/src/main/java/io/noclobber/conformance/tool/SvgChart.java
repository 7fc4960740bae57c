package io.noclobber.conformance.tool;

import static io.noclobber.conformance.tool.Markup.escape;

/** The frame of a chart within a page, with what it shows in words for whoever does not see it. Stateless. */
final class SvgChart {
    /** Its end. */
    static final String CLOSE = "</svg>\n</div>\n";

    private SvgChart() {}

    /**
     * Its beginning. On a narrow screen it scrolls rather than shrinks.
     *
     * @param id what the ids of its title and description begin with
     * @param title what it is about
     * @param description what it shows, with the numbers
     */
    static String open(String id, int width, int height, String title, String description) {
        return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Chart: " + escape(title)
                + "\">\n<svg viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\"" + height
                + "\" role=\"img\" aria-labelledby=\"" + id + "-title " + id + "-text\">\n<title id=\"" + id
                + "-title\">"
                + escape(title) + "</title>\n<desc id=\"" + id + "-text\">" + escape(description) + "</desc>\n";
    }
}
