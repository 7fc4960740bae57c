package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.SqlSyntax.Grammar;
import java.util.HexFormat;

/** Reads the value out of a string literal. */
final class StringLiteral {
    private StringLiteral() {}

    /** The value: a {@code String}, a {@code byte[]}, or {@link Literals#OPAQUE}. */
    static Object decode(String raw, SqlSyntax syntax) {
        int quote = raw.indexOf('\'');
        char first = Character.toUpperCase(raw.charAt(0));
        if (first == '$') {
            int tag = raw.indexOf('$', 1) + 1;
            return raw.substring(tag, raw.length() - tag);
        }
        if (first == '"') {
            return unescape(raw.substring(1, raw.length() - 1), '"', syntax.backslashEscapes(), true);
        }
        String body = raw.substring(quote + 1, raw.length() - 1);
        if (quote > 0 && Character.toUpperCase(raw.charAt(quote - 1)) == 'Q') {
            return body.substring(1, body.length() - 1);
        }
        return switch (first) {
            case '\'', 'N' -> unescape(body, '\'', syntax.backslashEscapes(), true);
            case 'E' -> unescape(body, '\'', true, false);
            case 'X' ->
                syntax.grammar() == Grammar.POSTGRESQL || syntax.grammar() == Grammar.DUCKDB
                        ? Literals.OPAQUE
                        : hex(body);
            default -> Literals.OPAQUE;
        };
    }

    private static Object hex(String body) {
        try {
            return HexFormat.of().parseHex(body);
        } catch (IllegalArgumentException notHex) {
            return Literals.OPAQUE;
        }
    }

    private static Object unescape(String body, char quote, boolean backslash, boolean mySql) {
        if (body.indexOf(quote) < 0 && (!backslash || body.indexOf('\\') < 0)) {
            return body;
        }
        StringBuilder value = new StringBuilder(body.length());
        for (int at = 0; at < body.length(); at++) {
            char c = body.charAt(at);
            if (c == '\\' && backslash) {
                at++;
                if (at == body.length() || !mySql && isNumericEscape(body.charAt(at))) {
                    return Literals.OPAQUE;
                }
                append(value, body.charAt(at), mySql);
            } else {
                value.append(c);
                at += c == quote ? 1 : 0;
            }
        }
        return value.toString();
    }

    /** PostgreSQL's octal, hex and Unicode escapes. */
    private static boolean isNumericEscape(char c) {
        return c >= '0' && c <= '7' || c == 'x' || c == 'u' || c == 'U';
    }

    private static void append(StringBuilder value, char c, boolean mySql) {
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'b' -> value.append('\b');
            case 'f' -> value.append(mySql ? 'f' : '\f');
            case '0' -> value.append('\0');
            case 'Z' -> value.append(mySql ? '\u001a' : 'Z');
            case '%', '_' -> value.append(mySql ? "\\" : "").append(c);
            default -> value.append(c);
        }
    }
}
