package io.noclobber.benchmarks;

/**
 * How long to measure.
 *
 * @param warmUpMillis how long each variant runs each work at least before it counts
 * @param rounds how often the variants take turns
 * @param roundMillis how long the bare driver takes for its turn
 * @param processes how often a first connection is made
 */
record Effort(int warmUpMillis, int rounds, int roundMillis, int processes) {
    private static final Effort FULL = new Effort(8_000, 201, 40, 21);
    private static final Effort QUICK = new Effort(1_000, 41, 10, 5);

    /** What the system property {@code quick} asks for. */
    static Effort asTold() {
        return System.getProperty("quick") == null ? FULL : QUICK;
    }

    boolean isQuick() {
        return equals(QUICK);
    }
}
