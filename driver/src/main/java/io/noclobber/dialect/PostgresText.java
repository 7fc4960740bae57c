package io.noclobber.dialect;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Spells PostgreSQL's text forms in one way. The driver changes from text to binary transfer after
 * some executions of a statement, and then writes the text by itself: {@code 1.0} for {@code 1},
 * {@code null} for {@code NULL}, quotes where there were none. Others are spelled as the session says.
 */
final class PostgresText {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(?:\\.\\d*)?(?:[eE][-+]?\\d+)?");

    private static final char MINUS = '\u2212';

    private PostgresText() {}

    static @Nullable String doubles(@Nullable String text) {
        return numbers(text, number -> Double.toString(Double.parseDouble(number)));
    }

    static @Nullable String floats(@Nullable String text) {
        return numbers(text, number -> Float.toString(Float.parseFloat(number)));
    }

    private static @Nullable String numbers(@Nullable String text, UnaryOperator<String> spelling) {
        if (text == null) {
            return null;
        }
        String canonical = text.startsWith("(") ? text : array(text);
        int body = bodyOf(canonical);
        return canonical.substring(0, body)
                + NUMBER.matcher(canonical.substring(body)).replaceAll(match -> spelling.apply(match.group()));
    }

    static @Nullable String interval(@Nullable String text) {
        return text == null ? null : PostgresInterval.spelled(text);
    }

    static @Nullable String intervals(@Nullable String text) {
        return text == null
                ? null
                : QUOTED.matcher(array(text))
                        .replaceAll(element -> '"' + PostgresInterval.spelled(element.group(1)) + '"');
    }

    /** What all values of {@code lc_monetary} leave of an amount: its digits without leading zeros, and its sign. */
    static String moneyDigits(String text) {
        StringBuilder digits = new StringBuilder();
        boolean negative = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            negative |= letter == '-' || letter == '(' || letter == MINUS;
            if (letter >= '0' && letter <= '9' && (letter != '0' || !digits.isEmpty())) {
                digits.append(letter);
            }
        }
        return negative ? "-" + digits : digits.toString();
    }

    /** Quotes every element but NULL. */
    static String array(String text) {
        int body = bodyOf(text);
        StringBuilder canonical = new StringBuilder(text.length() + 16).append(text, 0, body);
        int at = body;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (letter == '{' || letter == '}' || letter == ',') {
                canonical.append(letter);
                at++;
            } else if (letter == '"') {
                int end = endOfQuoted(text, at);
                canonical.append(text, at, end);
                at = end;
            } else {
                int end = endOfBare(text, at);
                String element = text.substring(at, end);
                if (element.equalsIgnoreCase("NULL")) {
                    canonical.append("NULL");
                } else {
                    canonical.append('"').append(element).append('"');
                }
                at = end;
            }
        }
        return canonical.toString();
    }

    /** Behind the bounds, as in {@code [2:3]={1,2}}. */
    private static int bodyOf(String text) {
        return text.startsWith("[") ? text.indexOf('=') + 1 : 0;
    }

    private static int endOfQuoted(String text, int start) {
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length());
    }

    private static int endOfBare(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '}') {
            at++;
        }
        return at;
    }
}
