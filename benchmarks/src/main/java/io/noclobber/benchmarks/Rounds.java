package io.noclobber.benchmarks;

import java.util.EnumMap;
import java.util.Map;

/** The nanoseconds that one work took, by variant and round. Immutable by convention: no array is written again. */
record Rounds(Work work, Map<Variant, double[]> nanos) {
    Rounds {
        nanos = new EnumMap<>(nanos);
    }

    boolean has(Variant variant) {
        return nanos.containsKey(variant);
    }

    /** What one unit of work took in the round that was faster than three of four: what else the machine does only ever adds to that. */
    double quiet(Variant variant) {
        return Quantile.of(0.25, nanos(variant));
    }

    /** How much dearer a variant was than another, each in its quiet rounds. */
    double ratio(Variant variant, Variant to) {
        return quiet(variant) / quiet(to);
    }

    /** How much dearer a variant was than another in the same round, in the middle one of all rounds. */
    double pairedRatio(Variant variant, Variant to) {
        double[] ratios = new double[nanos(variant).length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = nanos(variant)[round] / nanos(to)[round];
        }
        return Quantile.of(0.5, ratios);
    }

    private double[] nanos(Variant variant) {
        double[] found = nanos.get(variant);
        if (found == null) {
            throw new IllegalArgumentException(work + " was not measured for " + variant);
        }
        return found;
    }
}
