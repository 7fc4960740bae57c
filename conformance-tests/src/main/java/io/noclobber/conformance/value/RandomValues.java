package io.noclobber.conformance.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Makes up values of a type, each with a neighbour that differs from it as little as the type allows. */
@FunctionalInterface
public interface RandomValues {
    /** Letters that collations mix up, none of them beyond Latin-1. */
    String LATIN = "aAáÁàbBßsSiIoOöÖ .,-_%'";

    /** More of them, beyond Latin-1. */
    String UNICODE = LATIN + "\u0131\u0130\u0301\u0308\u00e6\ufb01\u4e00\u3042\u30a2\u200d";

    /** A value and its neighbour: SQL expressions, or what is no String and is bound. */
    List<Object> next(Random source);

    /** Integers from {@code smallest} up to below {@code largest}. */
    static RandomValues integers(long smallest, long largest) {
        return source -> {
            long value = source.nextLong(smallest, largest);
            return List.of(Long.toString(value), Long.toString(value + 1));
        };
    }

    /** Decimals of so many digits, of which so many are fractions. */
    static RandomValues decimals(int precision, int scale) {
        BigInteger limit = BigInteger.TEN.pow(precision).subtract(BigInteger.TWO);
        return source -> {
            // not 0, which is written in many ways
            BigInteger digits =
                    new BigInteger(limit.bitLength(), source).min(limit).max(BigInteger.valueOf(1000));
            BigInteger value = source.nextBoolean() ? digits : digits.negate();
            return List.of(
                    new BigDecimal(value, scale).toPlainString(),
                    new BigDecimal(value.add(BigInteger.ONE), scale).toPlainString());
        };
    }

    /** Double precision numbers, a last bit apart. */
    static RandomValues doubles() {
        return source -> {
            double value = Math.scalb(source.nextDouble() + 1, source.nextInt(-900, 900));
            return List.of(value, Math.nextUp(value));
        };
    }

    /** Single precision numbers, a last bit apart. */
    static RandomValues floats() {
        return source -> {
            float value = Math.scalb(source.nextFloat() + 1, source.nextInt(-100, 100));
            return List.of(value, Math.nextUp(value));
        };
    }

    /** Character strings that differ in one letter. A type that pads gets none that end in a blank. */
    static RandomValues text(String alphabet, int longest, boolean padded) {
        return source -> {
            StringBuilder text = new StringBuilder();
            for (int length = source.nextInt(1, longest + 1); text.length() < length; ) {
                text.append(letter(alphabet, source));
            }
            StringBuilder other = new StringBuilder(text);
            char last = text.charAt(text.length() - 1);
            if (!padded && source.nextInt(3) == 0) {
                other.append(' ');
            } else {
                other.setCharAt(text.length() - 1, neighbour(last, alphabet, source));
            }
            if (padded && (last == ' ' || other.charAt(other.length() - 1) == ' ')) {
                text.append('x');
                other.append('x');
            }
            return List.of(quoted(text.toString()), quoted(other.toString()));
        };
    }

    private static char letter(String alphabet, Random source) {
        return alphabet.charAt(source.nextInt(alphabet.length()));
    }

    private static char neighbour(char letter, String alphabet, Random source) {
        char other = Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
        while (other == letter || alphabet.indexOf(other) < 0) {
            other = letter(alphabet, source);
        }
        return other;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Byte strings that differ in one bit, spelled in hexadecimal by {@code format}. */
    static RandomValues bytes(int shortest, int longest, String format) {
        return source -> {
            byte[] value = new byte[source.nextInt(shortest, longest + 1)];
            source.nextBytes(value);
            byte[] other = value.clone();
            other[source.nextInt(other.length)] ^= (byte) (1 << source.nextInt(8));
            return formatted(
                    format, HexFormat.of().formatHex(value), HexFormat.of().formatHex(other));
        };
    }

    /** UUIDs that differ in one bit, spelled by {@code format}. */
    static RandomValues uuids(String format) {
        return source -> {
            // some engines take those of the known versions and variants only
            UUID value = new UUID(
                    source.nextLong() & ~0xF000L | 0x4000L,
                    source.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | Long.MIN_VALUE);
            UUID other = new UUID(value.getMostSignificantBits(), value.getLeastSignificantBits() ^ 1);
            return formatted(format, value, other);
        };
    }

    /** Dates of the years 1 to 9999 a day apart, spelled by {@code format}. */
    static RandomValues dates(String format) {
        return source -> {
            LocalDate value = LocalDate.of(source.nextInt(1, 9999), 1, 1).plusDays(source.nextInt(365));
            return formatted(format, value, value.plusDays(1));
        };
    }

    /** Times of day with so many digits of a second, the last of them one apart, spelled by {@code format}. */
    static RandomValues times(int digits, String format) {
        return source -> {
            long step = nanos(digits);
            LocalTime value = LocalTime.ofNanoOfDay(source.nextLong(86_399_000_000_000L / step) * step);
            DateTimeFormatter text = formatter("HH:mm:ss", digits);
            return formatted(format, text.format(value), text.format(value.plusNanos(step)));
        };
    }

    /** Times of the years 1600 to 2200 with so many digits of a second, the last of them one apart, spelled by {@code format}. */
    static RandomValues timestamps(int digits, String format) {
        return timestamps(digits, format, 1600, 2200);
    }

    /** The same, of other years. */
    static RandomValues timestamps(int digits, String format, int from, int to) {
        return source -> {
            long step = nanos(digits);
            LocalDateTime value = LocalDateTime.of(source.nextInt(from, to), 1, 1, 0, 0)
                    .plusHours(source.nextInt(365 * 24))
                    .plusNanos(source.nextLong(3_599_000_000_000L / step) * step);
            DateTimeFormatter text = formatter("uuuu-MM-dd HH:mm:ss", digits);
            return formatted(format, text.format(value), text.format(value.plusNanos(step)));
        };
    }

    private static long nanos(int digits) {
        return BigInteger.TEN.pow(9 - digits).longValueExact();
    }

    private static DateTimeFormatter formatter(String pattern, int digits) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern(pattern);
        return (digits == 0 ? builder : builder.appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true))
                .toFormatter(Locale.ROOT);
    }

    /** JSON texts that differ in a blank or in the order of their keys, spelled by {@code format}. */
    static RandomValues json(String format) {
        return source -> {
            String first = "\"a\":" + source.nextInt();
            String second = "\"b\":[" + source.nextInt() + "," + source.nextInt(10) + ".0]";
            String value = "{" + first + "," + second + "}";
            String other = source.nextBoolean() ? "{" + first + ", " + second + "}" : "{" + second + "," + first + "}";
            return formatted(format, value, other);
        };
    }

    /** Arrays of integers that differ in one element, or in how many there are, spelled by {@code format}. */
    static RandomValues arrays(String format) {
        return source -> {
            List<String> elements = new ArrayList<>();
            for (int length = source.nextInt(1, 6); elements.size() < length; ) {
                elements.add(Integer.toString(source.nextInt()));
            }
            String value = String.join(",", elements);
            elements.add(source.nextInt(elements.size()), "0");
            return formatted(format, value, String.join(",", elements));
        };
    }

    private static List<Object> formatted(String format, Object value, Object other) {
        return List.of(String.format(Locale.ROOT, format, value), String.format(Locale.ROOT, format, other));
    }
}
