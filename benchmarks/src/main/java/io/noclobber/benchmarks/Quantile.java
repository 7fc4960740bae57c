package io.noclobber.benchmarks;

import java.util.Arrays;

/** The value below which some share of the values lies. */
final class Quantile {
    private Quantile() {}

    static double of(double share, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
