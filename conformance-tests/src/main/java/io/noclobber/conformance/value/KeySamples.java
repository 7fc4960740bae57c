package io.noclobber.conformance.value;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;

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

    /** How a parameter is set. */
    public interface Binder {
        /** Sets the parameter. */
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    /** A key as one of the many setters gives it. */
    public record Bound(String name, Binder binder) {}

    private static Bound bound(String name, Binder binder) {
        return new Bound(name, binder);
    }

    /** Samples of one type, each as it stands in a text. */
    public static KeySamples literals(String type, String key, String other, String... spellings) {
        return new KeySamples(
                type, key, other, Stream.of(spellings).<Object>map(Literal::new).toList());
    }

    /** The same with another row beside it. */
    public KeySamples withOther(Object beside) {
        return new KeySamples(type, key, beside, spellings);
    }

    /** The same with more spellings. */
    public KeySamples with(Object... more) {
        return new KeySamples(
                type,
                key,
                other,
                Stream.concat(spellings.stream(), Stream.of(more)).toList());
    }

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
                        literal("5e0"),
                        literal("5.4"),
                        literal("CAST(5.4 AS INTEGER)"),
                        bound("setDouble 5.0", (s, i) -> s.setDouble(i, 5.0)),
                        bound("setDouble 5.4", (s, i) -> s.setDouble(i, 5.4)),
                        bound("setBigDecimal 5.4", (s, i) -> s.setBigDecimal(i, new BigDecimal("5.4"))),
                        bound("setString ' 5'", (s, i) -> s.setString(i, " 5")),
                        bound("setObject 5.4, INTEGER", (s, i) -> s.setObject(i, 5.4, Types.INTEGER)),
                        bound("setObject 5.4, DECIMAL, 0", (s, i) -> s.setObject(i, 5.4, Types.DECIMAL, 0)),
                        bound("setObject 5, VARCHAR", (s, i) -> s.setObject(i, 5, Types.VARCHAR))));
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
                        literal("'5.1'"),
                        literal("5.1e0"),
                        literal("5.104"),
                        new BigDecimal("5.104"),
                        bound("setDouble 5.1", (s, i) -> s.setDouble(i, 5.1)),
                        bound("setObject 5.1, DECIMAL, 2", (s, i) -> s.setObject(i, "5.1", Types.DECIMAL, 2))));
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
                        literal("5.5e0"),
                        bound("setFloat 5.5", (s, i) -> s.setFloat(i, 5.5f))));
    }

    /** Samples of a type of double precision numbers, whose key no number of single precision equals. */
    public static KeySamples tenths(String type) {
        return new KeySamples(
                type,
                0.1,
                0.25,
                List.of(
                        0.1,
                        0.1f,
                        new BigDecimal("0.1"),
                        "0.1",
                        literal("0.1"),
                        literal("0.1e0"),
                        bound("setFloat 0.1", (s, i) -> s.setFloat(i, 0.1f)),
                        bound("setDouble 0.1", (s, i) -> s.setDouble(i, 0.1))));
    }

    /** Samples of a type of single precision numbers. */
    public static KeySamples singles(String type) {
        return new KeySamples(
                type,
                0.1f,
                0.25f,
                List.of(
                        0.1f,
                        0.1,
                        (double) 0.1f,
                        new BigDecimal("0.1"),
                        "0.1",
                        literal("0.1"),
                        literal("0.1e0"),
                        bound("setFloat 0.1", (s, i) -> s.setFloat(i, 0.1f)),
                        bound("setDouble 0.1", (s, i) -> s.setDouble(i, 0.1))));
    }

    /** Samples of a type of character strings under the collation of the German telephone book. */
    public static KeySamples germanTexts(String type) {
        return new KeySamples(
                type,
                "'M\u00fcller'",
                "'Maler'",
                List.of("M\u00fcller", "Mueller", "MUELLER", "Muller", "M\u00fcller ", literal("'Mueller'")));
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
                        literal("'2024-03-10'"),
                        Timestamp.valueOf("2024-03-10 10:00:00"),
                        new java.util.Date(Date.valueOf("2024-03-10").getTime()),
                        bound("setDate", (s, i) -> s.setDate(i, Date.valueOf("2024-03-10"))),
                        bound(
                                "setDate at noon",
                                (s, i) -> s.setDate(
                                        i,
                                        new Date(Timestamp.valueOf("2024-03-10 12:00:00")
                                                .getTime()))),
                        bound("setDate by UTC", (s, i) -> s.setDate(i, Date.valueOf("2024-03-10"), utc())),
                        bound("setTimestamp", (s, i) -> s.setTimestamp(i, Timestamp.valueOf("2024-03-10 00:00:00")))));
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
                        literal("'10:20:30'"),
                        LocalTime.of(10, 20, 30, 400),
                        Timestamp.valueOf("2024-03-10 10:20:30"),
                        new Time(Time.valueOf("10:20:30").getTime() + 1),
                        bound("setTime", (s, i) -> s.setTime(i, Time.valueOf("10:20:30"))),
                        bound("setTime by UTC", (s, i) -> s.setTime(i, Time.valueOf("10:20:30"), utc()))));
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
                        literal("'2024-03-10 10:20:30.5'"),
                        LocalDateTime.of(2024, 3, 10, 10, 20, 30, 500_000_400),
                        nanos(),
                        LocalDateTime.of(2024, 3, 10, 10, 20, 30, 500_000_000)
                                .atZone(ZoneId.systemDefault())
                                .toOffsetDateTime(),
                        new java.util.Date(
                                Timestamp.valueOf("2024-03-10 10:20:30.5").getTime()),
                        bound("setTimestamp", (s, i) -> s.setTimestamp(i, Timestamp.valueOf("2024-03-10 10:20:30.5"))),
                        bound("setTimestamp of nanoseconds", (s, i) -> s.setTimestamp(i, nanos())),
                        bound(
                                "setTimestamp by UTC",
                                (s, i) -> s.setTimestamp(
                                        i, Timestamp.from(Instant.parse("2024-03-10T10:20:30.5Z")), utc())),
                        bound(
                                "setObject TIMESTAMP",
                                (s, i) -> s.setObject(
                                        i, LocalDateTime.of(2024, 3, 10, 10, 20, 30, 500_000_000), Types.TIMESTAMP))));
    }

    private static Timestamp nanos() {
        Timestamp time = Timestamp.valueOf("2024-03-10 10:20:30.5");
        time.setNanos(500_000_400);
        return time;
    }

    private static Calendar utc() {
        return Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
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
                        literal(String.format(format, "2024-03-10 12:20:30+02:00")),
                        OffsetDateTime.parse("2024-03-10T10:20:30.000000400Z"),
                        ZonedDateTime.parse("2024-03-10T10:20:30Z"),
                        Instant.parse("2024-03-10T10:20:30Z"),
                        LocalDateTime.parse("2024-03-10T10:20:30")));
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
                        "\n\u000b",
                        new byte[] {10, 11, 0},
                        new byte[] {10, 11, 32}));
    }

    /** Samples of a type of byte strings of four bytes, which fills up what is shorter. */
    public static KeySamples filledBytes(String type, String format, String filling) {
        return new KeySamples(
                type,
                String.format(format, "0a0b" + filling),
                String.format(format, "0a0c" + filling),
                List.of(
                        new byte[] {10, 11},
                        new byte[] {10, 11, 0},
                        new byte[] {10, 11, 0, 0},
                        new byte[] {10, 11, 32, 32},
                        literal(String.format(format, "0a0b")),
                        literal(String.format(format, "0a0b0000"))));
    }

    /** Samples of a type of truth values. */
    public static KeySamples booleans(String type, String yes, String no) {
        return new KeySamples(
                type, yes, no, List.of(true, 1, "true", "1", "TRUE", literal("true"), literal("1"), literal("'true'")));
    }
}
