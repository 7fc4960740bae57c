package io.noclobber.conformance.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link JsonReport} has written, and any other JSON. Confined to one thread. */
final class JsonReader {
    private static final int DEPTH = 50;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The value that {@code text} is: a {@code Map} in the order of its keys, a {@code List}, {@code String}, {@code Double},
     * {@code Boolean} or {@code null}.
     *
     * @throws IllegalArgumentException when it is no JSON; the message says where
     */
    static @Nullable Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.wrong("the end");
        }
        return value;
    }

    private @Nullable Object value() {
        blanks();
        if (++depth > DEPTH) {
            throw wrong("no more than " + DEPTH + " levels");
        }
        Object value = switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        at++;
        blanks();
        while (peek() != '}') {
            blanks();
            String key = string();
            blanks();
            take(':');
            fields.put(key, value());
            separator('}');
        }
        at++;
        return fields;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> values = new ArrayList<>();
        at++;
        blanks();
        while (peek() != ']') {
            values.add(value());
            separator(']');
        }
        at++;
        return values;
    }

    /** A comma with something behind it, or nothing before the end. */
    private void separator(char end) {
        blanks();
        if (peek() != end) {
            take(',');
            blanks();
            if (peek() == end) {
                throw wrong("a value");
            }
        }
    }

    private String string() {
        take('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            case '"', '\\', '/' -> c;
            default -> throw wrong("an escape");
        };
    }

    private char unicode() {
        try {
            char c = (char) Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return c;
        } catch (IndexOutOfBoundsException | NumberFormatException none) {
            throw wrong("four hexadecimal digits");
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private Double number() {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return Double.valueOf(text.substring(from, at));
        } catch (NumberFormatException none) {
            at = from;
            throw wrong("a value");
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw wrong("'" + expected + "'");
        }
        at++;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("no JSON: " + expected + " is expected at character " + (at + 1));
    }
}
