package io.noclobber.conflict;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes values for people: on one line, cut, and the same under every locale. */
final class ValueText {
    private static final int SHORT_HASH = 4;
    private static final int PLAIN_DIGITS = 100;

    private ValueText() {}

    /** A value as it stands in a message. */
    static String render(@Nullable Object value, int maxLength) {
        if (value == null) {
            return "empty";
        }
        if (value instanceof byte[] bytes) {
            return binary(bytes);
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return "'" + cut(value.toString(), maxLength) + "'";
        }
        return cut(plain(value), maxLength);
    }

    private static String plain(Object value) {
        if (value instanceof BigDecimal number) {
            boolean readable = Math.abs((long) number.scale()) + number.precision() <= PLAIN_DIGITS;
            return readable ? number.toPlainString() : number.toString();
        }
        if (value instanceof LocalDateTime time) {
            return time.toLocalDate() + " " + time.toLocalTime();
        }
        if (value instanceof OffsetDateTime time) {
            return time.toLocalDate() + " " + time.toOffsetTime();
        }
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }

    private static String binary(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            String start = HexFormat.of().formatHex(hash, 0, SHORT_HASH);
            return bytes.length + (bytes.length == 1 ? " byte" : " bytes") + " (SHA-256 " + start + "…)";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** At most {@code maxLength} characters of {@code text}, none of which breaks the line or hides the rest. */
    static String cut(String text, int maxLength) {
        StringBuilder shown = new StringBuilder();
        int count = 0;
        int i = 0;
        while (i < text.length()) {
            if (count++ == maxLength) {
                return shown.append('…').toString();
            }
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            append(shown, c);
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int c) {
        switch (c) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isVisible(c)) {
                    shown.appendCodePoint(c);
                } else {
                    shown.append("\\u{").append(Integer.toHexString(c)).append('}');
                }
            }
        }
    }

    // format characters can turn the direction of the text around, so that it reads as something else
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
