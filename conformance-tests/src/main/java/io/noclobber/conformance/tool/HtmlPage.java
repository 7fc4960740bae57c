package io.noclobber.conformance.tool;

import static io.noclobber.conformance.tool.Markup.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What every page begins and ends with: one file that loads nothing. Stateless. */
final class HtmlPage {
    /** The end of a page. */
    static final String CLOSE = "</main>\n</body>\n</html>\n";

    private HtmlPage() {}

    /**
     * The beginning of a page up to its body, with a link to what {@code #summary} names.
     *
     * @param kind {@code wide} for large tables, else empty
     */
    static String open(String title, String kind) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escape(title)
                + "</title>\n<style>\n" + css() + "</style>\n</head>\n<body class=\"" + kind + "\">\n"
                + "<a class=\"skip\" href=\"#summary\">To the summary</a>\n";
    }

    private static String css() {
        try (InputStream css = HtmlPage.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is missing beside " + HtmlPage.class);
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
