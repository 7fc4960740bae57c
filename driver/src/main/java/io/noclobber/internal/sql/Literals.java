package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax.Grammar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of the literals of one text. Immutable. */
final class Literals {
    /** The value of a literal whose value is not certain. */
    static final Object OPAQUE = new Object();

    private static final Pattern NUMBER =
            Pattern.compile("(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?[dDfFlL]?|0[xXbBoO][0-9a-fA-F_]+|\\d[\\d_]*\\d");

    private final Tokens tokens;

    Literals(Tokens tokens) {
        this.tokens = tokens;
    }

    static boolean isNumber(String text, int start, int end) {
        for (int at = start; at < end; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return NUMBER.matcher(text).region(start, end).matches();
            }
        }
        return true;
    }

    /** The value of the literal at a token, or {@link #OPAQUE}. */
    @Nullable Object value(int token) {
        return switch (tokens.kind(token)) {
            case NUMBER -> number(token);
            case STRING -> string(token);
            default -> tokens.is(token, "NULL") ? null : (Object) tokens.is(token, "TRUE");
        };
    }

    /** The first token of the literal at {@code token}: its sign, the name of its type, or itself. */
    int first(int token) {
        if (tokens.is(token, Kind.NUMBER)) {
            return isSigned(token) ? token - 1 : token;
        }
        return tokens.is(token, Kind.STRING) && type(token) != null ? token - 1 - (isEscape(token) ? 1 : 0) : token;
    }

    /** The last token of the literal at {@code token}. */
    int last(int token) {
        return isEscape(token) ? token + 1 : token;
    }

    /** Whether a sign stands before a number where no operand can end. */
    boolean isSigned(int token) {
        return tokens.isAny(token - 1, "-", "+")
                && (tokens.is(token - 2, Kind.OPEN) || tokens.is(token - 2, Kind.SYMBOL));
    }

    private Object number(int token) {
        Object value = number(tokens.raw(token));
        return value == null ? OPAQUE : isSigned(token) && tokens.is(token - 1, "-") ? negated(value) : value;
    }

    private static @Nullable Object number(String text) {
        char last = text.charAt(text.length() - 1);
        if (last != '.' && (last < '0' || last > '9') || text.indexOf('_') >= 0) {
            return null;
        }
        if (text.length() > 1
                && text.charAt(0) == '0'
                && Character.isLetter(text.charAt(1))
                && text.charAt(1) != 'e'
                && text.charAt(1) != 'E') {
            return null;
        }
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? null : (Object) value;
        }
        return text.length() < 19 && text.indexOf('.') < 0 ? (Object) Long.valueOf(text) : exact(text);
    }

    private static Object exact(String text) {
        BigDecimal value = new BigDecimal(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
        boolean isLong = text.indexOf('.') < 0 && value.toBigInteger().bitLength() < Long.SIZE;
        return isLong ? (Object) value.longValue() : value;
    }

    private static Object negated(Object value) {
        if (value instanceof Long number) {
            return -number;
        }
        return value instanceof Double number ? (Object) (-number) : ((BigDecimal) value).negate();
    }

    private Object string(int token) {
        if (tokens.is(token - 1, Kind.STRING) || tokens.is(token + 1, Kind.STRING) || tokens.is(token + 1, "UESCAPE")) {
            return OPAQUE;
        }
        String raw = tokens.raw(token);
        String type = type(token);
        if (type == null) {
            return StringLiteral.decode(raw, tokens.syntax);
        }
        return raw.charAt(0) == '\''
                ? dated(type, raw.substring(1, raw.length() - 1).trim())
                : OPAQUE;
    }

    private boolean isEscape(int token) {
        return tokens.is(token - 2, "{") && tokens.is(token + 1, "}") && tokens.isAny(token - 1, "D", "T", "TS");
    }

    private @Nullable String type(int token) {
        if (isEscape(token)) {
            return tokens.is(token - 1, "D") ? "DATE" : tokens.is(token - 1, "T") ? "TIME" : "TIMESTAMP";
        }
        boolean typed = tokens.isAny(token - 1, "DATE", "TIME", "TIMESTAMP")
                && !tokens.is(token - 2, ".")
                && tokens.syntax.grammar() != Grammar.SQLITE;
        return typed ? tokens.word(token - 1) : null;
    }

    private static Object dated(String type, String text) {
        try {
            return switch (type) {
                case "DATE" -> LocalDate.parse(text);
                case "TIME" -> LocalTime.parse(text);
                default -> LocalDateTime.parse(text.length() == 10 ? text + "T00:00:00" : text.replace(' ', 'T'));
            };
        } catch (DateTimeParseException notPlain) {
            return OPAQUE;
        }
    }
}
