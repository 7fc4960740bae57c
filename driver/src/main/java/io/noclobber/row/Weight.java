package io.noclobber.row;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Estimates the heap of values, in bytes, on a JVM with compressed references (a heap up to 32 GB). */
final class Weight {
    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int STRING = 24;

    /** What an object of unknown class is taken to weigh: dates and times with their parts. */
    private static final int OTHER = 48;

    /** An object of a number, a reference and a text of 64 digits. */
    private static final int DIGEST = 24 + STRING + 80;

    /** Of how many leading characters the width of a text is judged. */
    private static final int SAMPLE = 8;

    private Weight() {}

    static long of(@Nullable Object value) {
        if (value == null || value == RowImage.NOT_READ || value instanceof Boolean) {
            return 0;
        }
        if (value instanceof String text) {
            return STRING + round(ARRAY_HEADER + (long) text.length() * bytesPerCharacter(text));
        }
        if (value instanceof Long || value instanceof Double) {
            return 24;
        }
        if (value instanceof Number) {
            return value instanceof BigDecimal ? 40 : 16;
        }
        if (value instanceof ValueDigest) {
            return DIGEST;
        }
        return value instanceof byte[] bytes ? round(ARRAY_HEADER + (long) bytes.length) : OTHER;
    }

    static long ofArray(@Nullable Object[] values) {
        long weight = round(ARRAY_HEADER + (long) REFERENCE * values.length);
        for (Object value : values) {
            weight += of(value);
        }
        return weight;
    }

    private static int bytesPerCharacter(String text) {
        for (int i = Math.min(SAMPLE, text.length()) - 1; i >= 0; i--) {
            if (text.charAt(i) > 0xFF) {
                return 2;
            }
        }
        return 1;
    }

    private static long round(long bytes) {
        return (bytes + 7) & ~7L;
    }
}
