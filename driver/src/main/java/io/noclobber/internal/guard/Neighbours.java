package io.noclobber.internal.guard;

import io.noclobber.dialect.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values that differ a little from a captured one, in each way in which a database may overlook it. Stateless. */
final class Neighbours {
    private static final String PLAIN = "aeiounAEIOUN";
    private static final String ACCENTED = "áéíóúñÁÉÍÓÚÑ";
    private static final char COMBINING_ACUTE = '\u0301';
    private static final char ZERO_WIDTH_SPACE = '\u200b';

    /** From a letter of ASCII to the same one in the width of Chinese characters. */
    private static final int FULL_WIDTH = 0xfee0;

    /**
     * Endings that a collation may take for the same, and that are of one length: characters of no weight, one character
     * of two codes, the two scripts of Japanese. What the stored text itself has at hand shows nothing of these.
     */
    static final List<Ending> ENDINGS = List.of(
            new Ending("\u200b", "\u200c"),
            new Ending("\u00ad", "\u200b"),
            new Ending("\u212b", "\u00c5"),
            new Ending("\u3042", "\u30a2"));

    /** Two texts that are put behind a stored one and behind a captured one. */
    record Ending(String stored, String captured) {}

    private Neighbours() {}

    /** The neighbours; empty where the value cannot show how its column is compared. */
    static List<Object> of(Object value, ColumnType type) {
        if (value instanceof String text) {
            return texts(text);
        }
        if (value instanceof Boolean flag) {
            return List.of(!flag);
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            int number = ((Number) value).intValue();
            // of another class than the driver gave, but every driver takes an Integer for a small number
            return List.of(number > 0 ? number - 1 : number + 1);
        }
        if (value instanceof Long number) {
            return List.of(number > 0 ? number - 1 : number + 1);
        }
        if (value instanceof BigInteger number) {
            return List.of(number.signum() > 0 ? number.subtract(BigInteger.ONE) : number.add(BigInteger.ONE));
        }
        if (value instanceof BigDecimal number) {
            return decimals(number, type);
        }
        return value instanceof byte[] bytes ? binaries(bytes) : times(value, type);
    }

    /** Where every value has as many fraction digits as the catalog says, none can differ by its scale alone. */
    private static List<Object> decimals(BigDecimal number, ColumnType type) {
        List<Object> decimals = new ArrayList<>();
        decimals.add(number.signum() > 0 ? number.subtract(number.ulp()) : number.add(number.ulp()));
        if (type.scale() <= 0 || number.scale() != type.scale()) {
            decimals.add(number.setScale(number.scale() + 1));
            BigDecimal shortest = number.stripTrailingZeros();
            if (shortest.scale() >= 0 && shortest.scale() < number.scale()) {
                decimals.add(shortest);
            }
        }
        return decimals;
    }

    private static List<Object> times(Object value, ColumnType type) {
        try {
            if (value instanceof LocalDate date) {
                return List.of(date.plusDays(1));
            }
            if (value instanceof LocalTime time) {
                return List.of(time.plusNanos(nanos(time.get(ChronoField.NANO_OF_SECOND), type)));
            }
            return value instanceof LocalDateTime time
                    ? List.of(time.plusNanos(nanos(time.get(ChronoField.NANO_OF_SECOND), type)))
                    : List.of();
        } catch (DateTimeException last) {
            // infinity is read as the last date of all, which has no neighbour
            return List.of();
        }
    }

    /** A text without a letter shows nothing of case and accents. */
    private static List<Object> texts(String text) {
        int letter = firstLetter(text);
        if (letter < 0) {
            return List.of();
        }
        char at = text.charAt(letter);
        char cased = Character.isUpperCase(at) ? Character.toLowerCase(at) : Character.toUpperCase(at);
        List<Object> texts = new ArrayList<>();
        texts.add(text.substring(0, letter) + cased + text.substring(letter + 1));
        texts.add(text.substring(0, letter + 1) + COMBINING_ACUTE + text.substring(letter + 1));
        for (int i = 0; i < text.length(); i++) {
            int plain = PLAIN.indexOf(text.charAt(i));
            if (plain >= 0) {
                texts.add(text.substring(0, i) + ACCENTED.charAt(plain) + text.substring(i + 1));
                break;
            }
        }
        texts.add(text.substring(0, letter) + (char) (at + FULL_WIDTH) + text.substring(letter + 1));
        texts.add(text + ZERO_WIDTH_SPACE);
        texts.add(text + ' ');
        texts.add(' ' + text);
        texts.add(text.endsWith(" ") ? text.stripTrailing() : text + "  ");
        return texts;
    }

    private static int firstLetter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                return i;
            }
        }
        return -1;
    }

    /** The smallest step that the column can hold, as far as the catalog or the value itself tells. */
    private static long nanos(int fraction, ColumnType type) {
        long step = 1_000_000_000;
        for (int digits = 0; step > 1 && (digits < type.scale() || fraction % step != 0); digits++) {
            step /= 10;
        }
        return step;
    }

    private static List<Object> binaries(byte[] bytes) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        byte[] blank = longer.clone();
        blank[bytes.length] = ' ';
        List<Object> binaries = new ArrayList<>(List.of(longer, blank));
        if (bytes.length > 0) {
            byte[] flipped = bytes.clone();
            flipped[bytes.length - 1] ^= 1;
            binaries.add(flipped);
            byte[] cased = bytes.clone();
            cased[0] ^= 0x20;
            binaries.add(cased);
        }
        return binaries;
    }
}
