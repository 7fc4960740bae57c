package io.noclobber.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
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
            found = options(rest.substring(1, end));
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
        return new Layer("the URL", found);
    }

    private static boolean isOurs(String text, int end) {
        return text.startsWith(":", end) || text.startsWith("[", end);
    }

    private static List<Map.Entry<String, String>> options(String text) {
        List<Map.Entry<String, String>> found = new ArrayList<>();
        boolean mayShow = true;
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            if (part.isBlank()) {
                throw Refusals.url(
                        "There is an empty option in the brackets",
                        "Put key=value before and behind every ;, or leave out the brackets");
            }
            if (equals < 0) {
                // what follows a ; that was not escaped may belong to a secret
                throw Refusals.url(
                        "The option " + (mayShow ? "'" + part.strip() + "' " : "") + "in the brackets has no =",
                        "Write key=value, and %3B for a ; within a value");
            }
            String key = decode(part.substring(0, equals)).strip();
            if (key.isEmpty()) {
                throw Refusals.url("There is an option without a name in the brackets", "Put the name before the =");
            }
            mayShow &= !Refusals.smellsOfSecret(key);
            found.add(new SimpleImmutableEntry<>(key, decode(part.substring(equals + 1))));
        }
        return found;
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == '%') {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                for (; i < text.length() && text.charAt(i) == '%'; i += 3) {
                    bytes.write(hex(text, i + 1) << 4 | hex(text, i + 2));
                }
                decoded.append(utf8(bytes.toByteArray()));
            } else {
                decoded.append(text.charAt(i++));
            }
        }
        return decoded.toString();
    }

    private static int hex(String text, int at) {
        char c = at < text.length() ? text.charAt(at) : 'x';
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw Refusals.url(
                    "A % in the brackets is not followed by two hexadecimal digits",
                    "Write %25 for a % within a value");
        }
        return digit;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw Refusals.url(
                    "The bytes written with % in the brackets are not UTF-8",
                    "Write each character as the bytes of its UTF-8 form");
        }
    }
}
