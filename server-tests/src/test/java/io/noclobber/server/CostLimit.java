package io.noclobber.server;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The most that the agent may cost. It is exceeded where even the lower quartile of all pairs of runs is above it: then the median is
 * as well, and more than noise of the machine is in between. Immutable.
 *
 * @param what is measured
 * @param most of {@code unit}
 */
record CostLimit(String what, double most, String unit) {
    /** At the start of Tomcat. */
    static final CostLimit START = new CostLimit("start of Tomcat", 400, "ms");
    /** Of heap and metaspace. */
    static final CostLimit MEMORY = new CostLimit("memory in use", 20, "MB");
    /** More than without the agent. */
    static final CostLimit LOADING = new CostLimit("loading of classes, by the clock", 3, "%");

    /**
     * What to say of it, where it is exceeded.
     *
     * @param more what each run with the agent has cost more than the run without it beside it
     */
    Optional<String> exceededBy(DoubleStream more) {
        double[] sorted = more.sorted().toArray();
        double lower = quartile(sorted, 1);
        return lower <= most
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s: the agent costs %.1f %s, and three quarters of all pairs %.1f or more; the limit is %.1f",
                        what,
                        quartile(sorted, 2),
                        unit,
                        lower,
                        most));
    }

    /**
     * A quartile of measured values; the second is the median.
     *
     * @param sorted from the least on
     */
    static double quartile(double[] sorted, int quarter) {
        return sorted[(sorted.length - 1) * quarter / 4];
    }
}
