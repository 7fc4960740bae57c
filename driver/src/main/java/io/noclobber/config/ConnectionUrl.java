package io.noclobber.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A URL of ours, taken apart: {@code jdbc:noclobber:<rest>} or {@code jdbc:noclobber[key=value;key=value]:<rest>}.
 * Immutable.
 *
 * <p>Within the brackets {@code %} and two hexadecimal digits stand for one byte of UTF-8, so that a value
 * can hold {@code ;} ({@code %3B}), {@code ]} ({@code %5D}) and {@code %} ({@code %25}). The rest is not touched.
 */
public final class ConnectionUrl {
    private static final String PROTOCOL = "jdbc:";
    private static final String NAME = "noclobber";
    private static final String START = PROTOCOL + NAME;
    private static final OptionText BRACKETS = new OptionText("in the brackets", Refusals::url);

    private final String inner;
    private final List<Map.Entry<String, String>> found;

    private ConnectionUrl(String inner, List<Map.Entry<String, String>> found) {
        this.inner = inner;
        this.found = List.copyOf(found);
    }

    /** Whether {@code url} is meant for us, well-formed or not. */
    public static boolean accepts(@Nullable String url) {
        return url != null && url.startsWith(START) && isOurs(url, START.length());
    }

    /**
     * Takes {@code url} apart.
     *
     * @return {@code null} when it is not meant for us
     * @throws InvalidOptionException when it is malformed
     */
    public static @Nullable ConnectionUrl parse(@Nullable String url) {
        if (url == null || !accepts(url)) {
            return null;
        }
        String rest = url.substring(START.length());
        List<Map.Entry<String, String>> found = List.of();
        if (rest.startsWith("[")) {
            int end = rest.indexOf(']');
            if (end < 0) {
                throw Refusals.url("The bracket [ is not closed", "Put ] behind the last option");
            }
            found = BRACKETS.parse(rest.substring(1, end).split(";", -1));
            rest = rest.substring(end + 1);
            if (!rest.startsWith(":")) {
                throw Refusals.url(
                        "The closing bracket ] is not followed by a colon",
                        "Put : and the rest of the real URL behind it, and write %5D for a ] within a value");
            }
        }
        rest = rest.substring(1);
        if (rest.isBlank()) {
            throw Refusals.url("It names no database", "Put what follows jdbc: in the real URL at the end");
        }
        if (accepts(rest) || accepts(PROTOCOL + rest)) {
            throw Refusals.nested();
        }
        if (rest.startsWith(PROTOCOL)) {
            throw Refusals.url(
                    "It holds jdbc: twice", "Put only what follows jdbc: in the real URL behind jdbc:noclobber:");
        }
        return new ConnectionUrl(PROTOCOL + rest, found);
    }

    /** The URL of the real driver. */
    public String inner() {
        return inner;
    }

    Layer layer() {
        return Layer.ofUrl(found);
    }

    private static boolean isOurs(String text, int end) {
        return text.startsWith(":", end) || text.startsWith("[", end);
    }
}
