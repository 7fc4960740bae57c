package io.noclobber.dialect;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interval of PostgreSQL. Its text depends on the session's {@code IntervalStyle}, and {@code -1 2:03:04} means
 * one thing to {@code sql_standard} and another to the others; the style {@code postgres}, with a sign at each
 * part that changes it, means the same to all. Immutable.
 */
record PostgresInterval(long months, long days, long micros) {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final Pattern ISO_PART = Pattern.compile("([-+]?\\d+(?:\\.\\d+)?)([YMDHS])");
    private static final Pattern VERBOSE_PART =
            Pattern.compile("([-+]?\\d+(?:\\.\\d+)?) (year|mon|day|hour|min|sec)s?");
    private static final Pattern STANDARD_PART =
            Pattern.compile("([-+]?)(?:(\\d+)-(\\d+)|(\\d+):(\\d+):(\\d+(?:\\.\\d+)?)|(\\d+))(?= |$)");

    /** The same interval in the style {@code postgres}, whichever style wrote {@code text}. */
    static String spelled(String text) {
        if (text.startsWith("P")) {
            return iso(text).toString();
        }
        if (text.startsWith("@")) {
            return verbose(text).toString();
        }
        boolean words = text.chars().anyMatch(Character::isLetter);
        return words ? text : standard(text).toString();
    }

    private static PostgresInterval iso(String text) {
        int time = text.indexOf('T');
        PostgresInterval sum = new PostgresInterval(0, 0, 0);
        Matcher part = ISO_PART.matcher(text);
        while (part.find()) {
            boolean beforeTime = time < 0 || part.start() < time;
            String unit = part.group(2);
            sum = sum.plus(unit.equals("M") && beforeTime ? "mon" : unit(unit.charAt(0)), part.group(1));
        }
        return sum;
    }

    private static String unit(char letter) {
        return switch (letter) {
            case 'Y' -> "year";
            case 'D' -> "day";
            case 'H' -> "hour";
            case 'M' -> "min";
            default -> "sec";
        };
    }

    private static PostgresInterval verbose(String text) {
        PostgresInterval sum = new PostgresInterval(0, 0, 0);
        Matcher part = VERBOSE_PART.matcher(text);
        while (part.find()) {
            sum = sum.plus(part.group(2), part.group(1));
        }
        return text.endsWith(" ago") ? new PostgresInterval(-sum.months, -sum.days, -sum.micros) : sum;
    }

    /** Where the parts have not each a sign of their own, that of the first is that of all. */
    private static PostgresInterval standard(String text) {
        PostgresInterval sum = new PostgresInterval(0, 0, 0);
        boolean negative = text.startsWith("-");
        Matcher part = STANDARD_PART.matcher(text);
        while (part.find()) {
            String sign = part.group(1).isEmpty() ? negative ? "-" : "" : part.group(1);
            if (part.group(2) != null) {
                sum = sum.plus("year", sign + part.group(2)).plus("mon", sign + part.group(3));
            } else if (part.group(4) != null) {
                sum = sum.plus("hour", sign + part.group(4))
                        .plus("min", sign + part.group(5))
                        .plus("sec", sign + part.group(6));
            } else {
                sum = sum.plus("day", sign + part.group(7));
            }
        }
        return sum;
    }

    private PostgresInterval plus(String unit, String number) {
        return switch (unit) {
            case "year" -> new PostgresInterval(months + 12 * whole(number), days, micros);
            case "mon" -> new PostgresInterval(months + whole(number), days, micros);
            case "day" -> new PostgresInterval(months, days + whole(number), micros);
            case "hour" -> plusMicros(number, 3600 * MICROS_PER_SECOND);
            case "min" -> plusMicros(number, 60 * MICROS_PER_SECOND);
            default -> plusMicros(number, MICROS_PER_SECOND);
        };
    }

    private static long whole(String number) {
        return Long.parseLong(number);
    }

    private PostgresInterval plusMicros(String number, long unit) {
        long more = new BigDecimal(number).multiply(BigDecimal.valueOf(unit)).longValueExact();
        return new PostgresInterval(months, days, micros + more);
    }

    /** As the server writes it in the style {@code postgres}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        boolean negative = part(text, false, months / 12, "year");
        negative = part(text, negative, months % 12, "mon");
        negative = part(text, negative, days, "day");
        if (micros != 0 || text.isEmpty()) {
            String sign = micros < 0 ? "-" : negative ? "+" : "";
            long seconds = Math.abs(micros / MICROS_PER_SECOND);
            text.append(text.isEmpty() ? "" : " ")
                    .append(sign)
                    .append(String.format(
                            Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60));
            fraction(text, Math.abs(micros % MICROS_PER_SECOND));
        }
        return text.toString();
    }

    /** Whether the last part that was written is negative. */
    private static boolean part(StringBuilder text, boolean negative, long value, String unit) {
        if (value == 0) {
            return negative;
        }
        text.append(text.isEmpty() ? "" : " ")
                .append(negative && value > 0 ? "+" : "")
                .append(value)
                .append(' ')
                .append(unit)
                .append(value == 1 ? "" : "s");
        return value < 0;
    }

    private static void fraction(StringBuilder text, long micros) {
        if (micros != 0) {
            String digits = String.format(Locale.ROOT, "%06d", micros);
            int end = digits.length();
            while (digits.charAt(end - 1) == '0') {
                end--;
            }
            text.append('.').append(digits, 0, end);
        }
    }
}
