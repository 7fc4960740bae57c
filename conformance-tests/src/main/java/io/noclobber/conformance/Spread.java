package io.noclobber.conformance;

import java.util.Arrays;
import java.util.Locale;

/**
 * The middle of many measured values, and how far they are spread: half of them lie between the quartiles. Immutable.
 *
 * @param lower the quartile below
 * @param upper the quartile above
 */
public record Spread(double lower, double median, double upper) {
    /**
     * That of some values; between two of them it is interpolated.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
    }

    private static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** As {@link #toString} has written it. */
    public static Spread parse(String text) {
        String[] parts = text.split(" ");
        if (parts.length != 3) {
            throw new IllegalArgumentException("no spread: " + text);
        }
        return new Spread(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }

    /** Lower quartile, median and upper quartile, with three decimals. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f %.3f %.3f", lower, median, upper);
    }
}
