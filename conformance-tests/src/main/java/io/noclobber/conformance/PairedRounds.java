package io.noclobber.conformance;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Times two ways to do the same, in turn, so that whatever else the machine does meanwhile slows both. Confined to one thread.
 */
final class PairedRounds {
    private static final int FEWEST = 5;
    private static final int MOST = 31;

    private final LongSupplier clock;
    private final long roundNanos;
    private final long limitNanos;

    /** One way to do it, once. */
    interface Step {
        void run() throws SQLException;
    }

    /**
     * What was measured. Immutable.
     *
     * @param rounds how often both were timed
     * @param times how often each was done in a round
     * @param bare microseconds of one step of the first way
     * @param guarded microseconds of one step of the second
     * @param ratio the second by the first, of each round
     */
    record Result(int rounds, int times, Spread bare, Spread guarded, Spread ratio) {}

    /**
     * Measures by a clock.
     *
     * @param clock in nanoseconds
     * @param roundNanos how long one way takes in a round, about
     * @param limitNanos after which no further round begins, but the first five
     */
    PairedRounds(LongSupplier clock, long roundNanos, long limitNanos) {
        this.clock = clock;
        this.roundNanos = roundNanos;
        this.limitNanos = limitNanos;
    }

    Result measure(Step bare, Step guarded) throws SQLException {
        int times = warm(bare, guarded);
        double[] bares = new double[MOST];
        double[] guardeds = new double[MOST];
        double[] ratios = new double[MOST];
        long start = clock.getAsLong();
        int rounds = 0;
        while (rounds < MOST && (rounds < FEWEST || clock.getAsLong() - start < limitNanos)) {
            // who goes first has it harder at times, so they take turns at that as well
            if (rounds % 2 == 0) {
                bares[rounds] = time(bare, times);
                guardeds[rounds] = time(guarded, times);
            } else {
                guardeds[rounds] = time(guarded, times);
                bares[rounds] = time(bare, times);
            }
            ratios[rounds] = guardeds[rounds] / bares[rounds];
            rounds++;
        }
        return new Result(rounds, times, spread(bares, rounds), spread(guardeds, rounds), spread(ratios, rounds));
    }

    private static Spread spread(double[] values, int count) {
        return Spread.of(Arrays.copyOf(values, count));
    }

    /** Until the machine knows them; tells how often the first way fits into a round, by the fastest that it was. */
    private int warm(Step bare, Step guarded) throws SQLException {
        long start = clock.getAsLong();
        int steps = 1;
        double fastest = Double.MAX_VALUE;
        do {
            fastest = Math.min(fastest, time(bare, steps));
            time(guarded, steps);
            steps = Math.min(2 * steps, 200);
        } while (clock.getAsLong() - start < 25 * roundNanos);
        return (int) Math.max(1, Math.min(5000, roundNanos / 1000 / Math.max(1, fastest)));
    }

    /** Microseconds of one of so many steps. */
    private double time(Step step, int times) throws SQLException {
        long start = clock.getAsLong();
        for (int i = 0; i < times; i++) {
            step.run();
        }
        return Math.max(1, clock.getAsLong() - start) / 1000.0 / times;
    }
}
