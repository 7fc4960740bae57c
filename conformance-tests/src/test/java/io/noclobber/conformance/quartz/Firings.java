package io.noclobber.conformance.quartz;

import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.PersistJobDataAfterExecution;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;

/** Which trigger has fired for which time, and how often. Thread-safe; static, because Quartz makes the jobs. */
final class Firings {
    /** One time at which a trigger was due. */
    record Due(TriggerKey trigger, Date at) {}

    /** Where a counting job keeps its count. */
    static final String COUNT = "count";

    private static final Map<Due, AtomicInteger> FIRED = new ConcurrentHashMap<>();
    private static final Map<JobKey, Integer> COUNTED = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> BY_INSTANCE = new ConcurrentHashMap<>();
    private static final AtomicInteger TOTAL = new AtomicInteger();

    private Firings() {}

    static void clear() {
        FIRED.clear();
        COUNTED.clear();
        BY_INSTANCE.clear();
        TOTAL.set(0);
    }

    /** How often each due time was met. */
    static Map<Due, AtomicInteger> met() {
        return FIRED;
    }

    /** The last count each counting job came to. */
    static Map<JobKey, Integer> counted() {
        return COUNTED;
    }

    /** How many firings each scheduler ran. */
    static Map<String, AtomicInteger> byInstance() {
        return BY_INSTANCE;
    }

    static int total() {
        return TOTAL.get();
    }

    private static void add(JobExecutionContext context) {
        Due due = new Due(context.getTrigger().getKey(), context.getScheduledFireTime());
        FIRED.computeIfAbsent(due, key -> new AtomicInteger()).incrementAndGet();
        BY_INSTANCE
                .computeIfAbsent(instance(context), key -> new AtomicInteger())
                .incrementAndGet();
        TOTAL.incrementAndGet();
    }

    private static String instance(JobExecutionContext context) {
        try {
            return context.getScheduler().getSchedulerInstanceId();
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only fires. */
    public static final class Plain implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            add(context);
        }
    }

    /** Counts its firings in its own row, which it may lose if somebody else writes the row meanwhile. */
    @PersistJobDataAfterExecution
    @DisallowConcurrentExecution
    public static final class Counting implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            int count = context.getJobDetail().getJobDataMap().getInt(COUNT) + 1;
            context.getJobDetail().getJobDataMap().put(COUNT, count);
            COUNTED.merge(context.getJobDetail().getKey(), count, Math::max);
            add(context);
        }
    }

    /** Waits until so many firings were counted, or no longer than told. */
    static void await(int expected, long seconds) throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (total() < expected && System.nanoTime() < limit) {
            Thread.sleep(20);
        }
    }
}
