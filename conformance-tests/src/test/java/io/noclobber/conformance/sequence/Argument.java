package io.noclobber.conformance.sequence;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a call. Immutable: streams are made anew for each call.
 *
 * @param name as a Java programmer would write it
 */
record Argument(String name, Supplier<? extends @Nullable Object> value) {
    private static final List<Class<?>> CLASSES = List.of(
            String.class,
            Integer.class,
            Long.class,
            BigDecimal.class,
            LocalDate.class,
            LocalDateTime.class,
            Timestamp.class,
            byte[].class,
            Boolean.class,
            Blob.class,
            Clob.class,
            InputStream.class,
            Thread.class);

    static Argument of(@Nullable Object value) {
        return new Argument(value instanceof String text ? '"' + text + '"' : String.valueOf(value), () -> value);
    }

    /** What a parameter of {@code kind} is usually given. */
    static Argument of(Kind kind, Dice dice) {
        if (dice.oneIn(8)) {
            return of(null);
        }
        return switch (kind) {
            case ID -> of(1 + dice.below(7));
            case INTEGER -> of(dice.of(0, 1, -7, 42));
            case TEXT -> of(dice.of("abc", "ABC", "abc ", "", "it's", "é", "ascii only"));
            case CODE -> of(dice.of("a", "a  ", "abcde"));
            case AMOUNT -> of(new BigDecimal(dice.of("1.5", "1.50", "2", "-3.25", "1.239")));
            case WEIGHT -> of(dice.of(0.1, 1.5, 0.0));
            case DATE -> of(Date.valueOf(dice.of("2024-02-29", "1999-12-31")));
            case MOMENT -> of(Timestamp.valueOf(dice.of("2024-02-03 10:11:12", "2024-02-03 10:11:12.5")));
            case LONG_TEXT -> of(dice.of("long", "the document of 1"));
            case BYTES -> bytes(dice.of("data 1", "other"));
        };
    }

    private static Argument bytes(String text) {
        return new Argument("bytes of " + text, () -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Something of {@code type}, whether it fits or not. */
    static Argument of(Class<?> type, Dice dice) {
        if (type == int.class) {
            return of(dice.of(0, 1, 2, 4, 12, 93, -1));
        }
        if (type == long.class) {
            return of(dice.of(0L, 1L, 3L));
        }
        if (type == short.class) {
            return of((short) dice.below(5));
        }
        if (type == byte.class) {
            return of((byte) dice.below(5));
        }
        if (type == boolean.class) {
            return of(dice.oneIn(2));
        }
        if (type == float.class) {
            return of(dice.of(0f, 1.5f));
        }
        if (type == double.class) {
            return of(dice.of(0d, 1.5d));
        }
        return dice.oneIn(8) ? of(null) : object(type, dice);
    }

    private static Argument object(Class<?> type, Dice dice) {
        if (type == String.class) {
            return of(dice.of("abc", "7", "2024-02-29", ""));
        }
        if (type == BigDecimal.class) {
            return of(new BigDecimal(dice.of("1.50", "7")));
        }
        if (type == Date.class) {
            return of(Date.valueOf("2024-02-29"));
        }
        if (type == Time.class) {
            return of(Time.valueOf("10:11:12"));
        }
        if (type == Timestamp.class) {
            return of(Timestamp.valueOf("2024-02-03 10:11:12"));
        }
        if (type == byte[].class) {
            return bytes("given");
        }
        if (type == InputStream.class) {
            return new Argument(
                    "a stream", () -> new ByteArrayInputStream("streamed".getBytes(StandardCharsets.US_ASCII)));
        }
        if (type == Reader.class) {
            return new Argument("a reader", () -> new StringReader("read"));
        }
        if (type == Calendar.class) {
            return new Argument("a calendar", () -> Calendar.getInstance(TimeZone.getTimeZone("GMT+5")));
        }
        if (type == Class.class) {
            return of(dice.of(CLASSES));
        }
        if (type == Map.class) {
            return of(Map.of());
        }
        if (type == SQLType.class) {
            return of(dice.of(JDBCType.VARCHAR, JDBCType.INTEGER, JDBCType.TIMESTAMP));
        }
        if (type == Object.class) {
            return of(dice.of("abc", 7, 8L, new BigDecimal("1.50"), LocalDate.of(2024, 2, 29), 'c', 1.5));
        }
        return of(null);
    }
}
