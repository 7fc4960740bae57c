package io.noclobber.benchmarks;

import io.noclobber.conformance.database.Database;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The variants on one database, each in a process of its own, taking turns: whatever else the machine does meets
 * them all alike. Confined to one thread.
 */
final class Race implements AutoCloseable {
    private static final int CHUNKS = 20;
    private static final int STEADY = 10;
    private static final int MOST_WARM_UPS = 6;
    private static final double FASTER = 0.95;

    private final Effort effort;
    private final Map<Variant, ChildProcess> runners = new EnumMap<>(Variant.class);

    Race(Database database, Effort effort) throws IOException {
        this.effort = effort;
        for (Variant variant : Variant.values()) {
            ChildProcess runner = ChildProcess.start(
                    Worker.class, variant.name(), database.url(), database.user(), database.password());
            runners.put(variant, runner);
            runner.answer();
        }
    }

    List<Rounds> run() throws IOException {
        List<Rounds> all = new ArrayList<>();
        for (Work work : Work.values()) {
            all.add(run(work));
        }
        return all;
    }

    private Rounds run(Work work) throws IOException {
        int times = 1;
        for (Variant variant : work.variants()) {
            double nanos = warmUp(work, variant);
            if (variant == Variant.BARE) {
                times = (int) Math.max(1, effort.roundMillis() * 1e6 / nanos);
            }
        }
        Map<Variant, double[]> nanos = new EnumMap<>(Variant.class);
        work.variants().forEach(variant -> nanos.put(variant, new double[effort.rounds()]));
        for (int round = 0; round < effort.rounds(); round++) {
            for (int turn = 0; turn < work.variants().size(); turn++) {
                // nobody always follows the same one
                Variant variant =
                        work.variants().get((turn + round) % work.variants().size());
                nanos.get(variant)[round] = measure(work, variant, times) / times;
            }
        }
        return new Rounds(work, nanos);
    }

    /**
     * Runs the work for the time told and then on until it gets no faster, because a busy machine compiles late.
     *
     * @return the time of one unit of work
     */
    private double warmUp(Work work, Variant variant) throws IOException {
        double least = effort.warmUpMillis() * 1e6;
        double spent = 0;
        double best = Double.MAX_VALUE;
        int times = 1;
        for (int notFaster = 0; spent < least || (notFaster < STEADY && spent < MOST_WARM_UPS * least); ) {
            double nanos = measure(work, variant, times);
            spent += nanos;
            notFaster = nanos / times < FASTER * best ? 0 : notFaster + 1;
            best = Math.min(best, nanos / times);
            times = (int) Math.max(1, least / CHUNKS / best);
        }
        return best;
    }

    private double measure(Work work, Variant variant, int times) throws IOException {
        ChildProcess runner = runners.get(variant);
        if (runner == null) {
            throw new IllegalArgumentException(variant + " does not take part");
        }
        return Double.parseDouble(runner.ask(work.name() + " " + times));
    }

    @Override
    public void close() throws IOException {
        for (ChildProcess runner : runners.values()) {
            runner.close();
        }
    }
}
