package io.noclobber.conformance.value;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A type of key columns, the key of a row, that of another row next to it, and the ways in which an application may spell
 * the first. Immutable.
 *
 * @param type the type as DDL spells it
 * @param key the key, an SQL expression or a value to be bound
 * @param other the key of the other row
 * @param spellings what an application may send: a {@link Literal}, or a value that is bound
 */
public record KeySamples(String type, Object key, Object other, List<Object> spellings) {
    public KeySamples {
        spellings = List.copyOf(spellings);
    }

    /** A key as it stands in a text. */
    public record Literal(String text) {}

    private static Literal literal(String text) {
        return new Literal(text);
    }

    /** Samples of a type of integers. */
    public static KeySamples integers(String type) {
        return new KeySamples(
                type,
                "5",
                "6",
                List.of(
                        5,
                        5L,
                        (short) 5,
                        (byte) 5,
                        "5",
                        "05",
                        "5.0",
                        new BigDecimal("5"),
                        new BigDecimal("5.0"),
                        5.0,
                        5f,
                        java.math.BigInteger.valueOf(5),
                        literal("5"),
                        literal("05"),
                        literal("5.0"),
                        literal("'5'"),
                        literal("5e0")));
    }

    /** Samples of a type of decimals with two digits behind the point. */
    public static KeySamples decimals(String type) {
        return new KeySamples(
                type,
                "5.10",
                "5.11",
                List.of(
                        new BigDecimal("5.1"),
                        new BigDecimal("5.10"),
                        new BigDecimal("5.100"),
                        "5.1",
                        "5.10",
                        "05.1",
                        5.1,
                        literal("5.1"),
                        literal("5.10"),
                        literal("5.100"),
                        literal("'5.1'")));
    }

    /** Samples of a type of double precision numbers. */
    public static KeySamples doubles(String type) {
        return new KeySamples(
                type,
                5.5,
                Math.nextUp(5.5),
                List.of(
                        5.5,
                        5.5f,
                        new BigDecimal("5.5"),
                        new BigDecimal("5.50"),
                        "5.5",
                        literal("5.5"),
                        literal("5.5e0")));
    }

    /** Samples of a type of character strings. */
    public static KeySamples texts(String type) {
        return new KeySamples(
                type,
                "'Ab'",
                "'Abc'",
                List.of(
                        "Ab",
                        "Ab ",
                        "Ab   ",
                        "ab",
                        "AB",
                        "\u00c1b",
                        literal("'Ab'"),
                        literal("'Ab '"),
                        literal("'ab'"),
                        literal("'A' || 'b'")));
    }

    /** Samples of a type of character strings that hold a number. */
    public static KeySamples numerals(String type) {
        return new KeySamples(
                type, "'7'", "'8'", List.of("7", 7, 7L, new BigDecimal("7"), literal("'7'"), literal("7")));
    }

    /** Samples of a type of dates. */
    public static KeySamples dates(String type, String format) {
        return new KeySamples(
                type,
                String.format(format, "2024-03-10"),
                String.format(format, "2024-03-11"),
                List.of(
                        LocalDate.of(2024, 3, 10),
                        Date.valueOf("2024-03-10"),
                        "2024-03-10",
                        Timestamp.valueOf("2024-03-10 00:00:00"),
                        LocalDateTime.of(2024, 3, 10, 0, 0),
                        literal(String.format(format, "2024-03-10")),
                        literal("'2024-03-10'")));
    }

    /** Samples of a type of times of day. */
    public static KeySamples times(String type, String format) {
        return new KeySamples(
                type,
                String.format(format, "10:20:30"),
                String.format(format, "10:20:31"),
                List.of(
                        LocalTime.of(10, 20, 30),
                        Time.valueOf("10:20:30"),
                        "10:20:30",
                        literal(String.format(format, "10:20:30")),
                        literal("'10:20:30'")));
    }

    /** Samples of a type of timestamps. */
    public static KeySamples timestamps(String type, String format) {
        return new KeySamples(
                type,
                String.format(format, "2024-03-10 10:20:30.5"),
                String.format(format, "2024-03-10 10:20:30.500001"),
                List.of(
                        LocalDateTime.of(2024, 3, 10, 10, 20, 30, 500_000_000),
                        Timestamp.valueOf("2024-03-10 10:20:30.5"),
                        "2024-03-10 10:20:30.5",
                        "2024-03-10 10:20:30.500000",
                        literal(String.format(format, "2024-03-10 10:20:30.5")),
                        literal("'2024-03-10 10:20:30.5'")));
    }

    /** Samples of a type of instants. */
    public static KeySamples instants(String type, String format) {
        return new KeySamples(
                type,
                String.format(format, "2024-03-10 10:20:30+00:00"),
                String.format(format, "2024-03-10 10:20:31+00:00"),
                List.of(
                        OffsetDateTime.parse("2024-03-10T10:20:30Z"),
                        OffsetDateTime.parse("2024-03-10T12:20:30+02:00"),
                        Timestamp.from(
                                OffsetDateTime.parse("2024-03-10T10:20:30Z").toInstant()),
                        "2024-03-10 10:20:30+00:00",
                        "2024-03-10 12:20:30+02:00",
                        literal(String.format(format, "2024-03-10 12:20:30+02:00"))));
    }

    /** Samples of a type of UUIDs. */
    public static KeySamples uuids(String type, String format) {
        String text = "00000000-0000-0000-0000-00000000000a";
        return new KeySamples(
                type,
                String.format(format, text),
                String.format(format, "00000000-0000-0000-0000-00000000000b"),
                List.of(
                        UUID.fromString(text),
                        text,
                        text.toUpperCase(java.util.Locale.ROOT),
                        text.replace("-", ""),
                        HexFormat.of().parseHex(text.replace("-", "")),
                        literal(String.format(format, text)),
                        literal("'" + text + "'")));
    }

    /** Samples of a type of byte strings. */
    public static KeySamples bytes(String type, String format) {
        return new KeySamples(
                type,
                String.format(format, "0a0b"),
                String.format(format, "0a0c"),
                List.of(
                        new byte[] {10, 11},
                        literal(String.format(format, "0a0b")),
                        literal(String.format(format, "0A0B")),
                        "\n\u000b"));
    }

    /** Samples of a type of truth values. */
    public static KeySamples booleans(String type, String yes, String no) {
        return new KeySamples(
                type, yes, no, List.of(true, 1, "true", "1", "TRUE", literal("true"), literal("1"), literal("'true'")));
    }
}
