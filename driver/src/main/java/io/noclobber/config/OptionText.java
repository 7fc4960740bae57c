package io.noclobber.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Options in one line: {@code key=value;key=value}. Immutable.
 *
 * <p>{@code %} and two hexadecimal digits stand for one byte of UTF-8, so that a value can hold {@code ;} ({@code %3B}) and
 * {@code %} ({@code %25}).
 */
final class OptionText {
    /** Words what is wrong and the way out, for the place where the line stands. */
    interface Malformed {
        InvalidOptionException of(String wrong, String wayOut);
    }

    private final String where;
    private final Malformed malformed;

    /**
     * @param where follows "option" in messages, such as "in the brackets"
     */
    OptionText(String where, Malformed malformed) {
        this.where = where;
        this.malformed = malformed;
    }

    /** The options that {@code parts} hold, each {@code key=value}. */
    List<Map.Entry<String, String>> parse(String... parts) {
        List<Map.Entry<String, String>> found = new ArrayList<>();
        boolean mayShow = true;
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (part.isBlank()) {
                throw malformed.of(
                        "There is an empty option " + where,
                        "Put key=value before and behind every ;, or leave out the brackets");
            }
            if (equals < 0) {
                // what follows a ; that was not escaped may belong to a secret
                throw malformed.of(
                        "The option " + (mayShow ? "'" + part.strip() + "' " : "") + where + " has no =",
                        "Write key=value, and %3B for a ; within a value");
            }
            String key = decode(part.substring(0, equals)).strip();
            if (key.isEmpty()) {
                throw malformed.of("There is an option without a name " + where, "Put the name before the =");
            }
            mayShow &= !Refusals.smellsOfSecret(key);
            found.add(new SimpleImmutableEntry<>(key, decode(part.substring(equals + 1))));
        }
        return found;
    }

    private String decode(String text) {
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

    private int hex(String text, int at) {
        char c = at < text.length() ? text.charAt(at) : 'x';
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw malformed.of(
                    "A % " + where + " is not followed by two hexadecimal digits", "Write %25 for a % within a value");
        }
        return digit;
    }

    private String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed.of(
                    "The bytes written with % " + where + " are not UTF-8",
                    "Write each character as the bytes of its UTF-8 form");
        }
    }
}
