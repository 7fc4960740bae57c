package io.noclobber.conformance.value;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the types of an engine have taken, by the clock and by the processor: the first says more where nothing else
 * runs, the second leaves out what a server does. Confined to one thread.
 */
final class TypeClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Of all engines so far. */
    private static final AtomicLong ALL = new AtomicLong();

    private static final AtomicLong ALL_BUSY = new AtomicLong();

    private long nanos;
    private long busy;
    private long started;
    private long startedBusy;

    void start() {
        started = System.nanoTime();
        startedBusy = THREADS.getCurrentThreadCpuTime();
    }

    void stop() {
        nanos += System.nanoTime() - started;
        busy += THREADS.getCurrentThreadCpuTime() - startedBusy;
    }

    /** One line for people; adds this engine to those before it. */
    String told() {
        return "  took " + seconds(nanos) + " s, " + seconds(busy) + " s of them computing; with the engines before it "
                + seconds(ALL.addAndGet(nanos)) + " s and " + seconds(ALL_BUSY.addAndGet(busy)) + " s\n";
    }

    private static long seconds(long nanos) {
        return Math.round(nanos / 1e9);
    }
}
