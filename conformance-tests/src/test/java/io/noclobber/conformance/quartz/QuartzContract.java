package io.noclobber.conformance.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.observe.GuardCounts;
import io.noclobber.observe.TableCounts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quartz.Job;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.listeners.SchedulerListenerSupport;

/**
 * Two schedulers of one cluster, each with a pool of its own, share 500 jobs through the guarded driver: nothing
 * fires twice, nothing is left out, and no write of theirs is refused.
 */
abstract class QuartzContract {
    private static final String CLUSTER = "cluster";
    private static final String GUARDED = "noclobber:";

    private static final int ONCE = 400;
    private static final int REPEATING = 50;
    private static final int COUNTING = 50;
    private static final int REPEATS = 2;
    private static final int FIRINGS = ONCE + (REPEATING + COUNTING) * (1 + REPEATS);

    private final Engine engine;
    private final String delegate;
    private final String script;
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private Database database;

    /**
     * The contract for {@code engine}.
     *
     * @param delegate the class by which Quartz knows the database
     * @param script the script of Quartz that makes its tables
     */
    QuartzContract(Engine engine, String delegate, String script) {
        this.engine = engine;
        this.delegate = delegate;
        this.script = script;
    }

    @BeforeEach
    void tables() throws SQLException, IOException {
        try {
            database = engine.database();
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
        }
        run(statements());
        Firings.clear();
    }

    @AfterEach
    void dropTables() throws SQLException, IOException {
        if (database != null) {
            run(statements().stream()
                    .filter(text -> text.startsWith("DROP TABLE"))
                    .toList());
        }
    }

    @Test
    @Timeout(90)
    void cluster_sharingJobs_firesEachOnce_andIsNeverRefused() throws Exception {
        GuardCounts before = NoclobberDriver.counts();
        Scheduler one = scheduler("one");
        Scheduler two = scheduler("two");
        try {
            schedule(one, "early", ONCE / 2, 0, Firings.Plain.class);
            schedule(one, "counting", COUNTING, REPEATS, Firings.Counting.class);
            one.start();
            two.start();
            schedule(two, "late", ONCE / 2, 0, Firings.Plain.class);
            schedule(two, "repeating", REPEATING, REPEATS, Firings.Plain.class);
            Firings.await(FIRINGS, 60);
            awaitCompletion(one);
        } finally {
            one.shutdown(false);
            two.shutdown(false);
        }
        Map<String, TableCounts> counts = since(before);
        counts.forEach((table, count) -> System.out.println(engine + ", Quartz, " + table + ": " + count));
        System.out.println(engine + ", Quartz, firings: " + Firings.byInstance());

        assertThat(errors).isEmpty();
        assertThat(Firings.met().values()).allMatch(times -> times.get() == 1, "fired once");
        assertThat(Firings.met()).hasSize(FIRINGS);
        assertThat(Firings.counted().values()).hasSize(COUNTING).allMatch(count -> count == 1 + REPEATS);
        assertThat(Firings.byInstance().keySet()).containsExactlyInAnyOrder("one", "two");
        assertThat(counts.values()).allSatisfy(count -> {
            assertThat(count.conflicts().values()).allMatch(rows -> rows == 0, "no conflict");
            assertThat(count.defects()).isZero();
        });
        assertThat(guarded(counts)).isPositive();
    }

    private void schedule(Scheduler scheduler, String group, int jobs, int repeats, Class<? extends Job> type)
            throws SchedulerException {
        for (int i = 0; i < jobs; i++) {
            JobKey key = new JobKey("job" + i, group);
            Trigger trigger = newTrigger()
                    .withIdentity("trigger" + i, group)
                    .withSchedule(
                            simpleSchedule().withIntervalInMilliseconds(200).withRepeatCount(repeats))
                    .startNow()
                    .build();
            scheduler.scheduleJob(
                    newJob(type)
                            .withIdentity(key)
                            .usingJobData(Firings.COUNT, 0)
                            .build(),
                    trigger);
        }
    }

    /** A trigger's last firing is over when its row is gone, which is after the job has run. */
    private static void awaitCompletion(Scheduler scheduler) throws SchedulerException, InterruptedException {
        for (int i = 0; i < 250; i++) {
            if (scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup()).isEmpty()) {
                return;
            }
            Thread.sleep(20);
        }
    }

    private Scheduler scheduler(String instance) throws SchedulerException {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", CLUSTER);
        properties.setProperty("org.quartz.scheduler.instanceId", instance);
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.threadPool.threadCount", "4");
        properties.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", delegate);
        properties.setProperty("org.quartz.jobStore.dataSource", instance);
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "1000");
        // a slow machine is no reason to fire late and merge firings
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "600000");
        // Without it Quartz overwrites its own triggers (https://github.com/quartz-scheduler/quartz/issues/107), which
        // the guard refuses, and on HSQLDB with its default, table locks, it ends in deadlocks with the bare driver
        // too.
        properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        String source = "org.quartz.dataSource." + instance + ".";
        properties.setProperty(source + "provider", "hikaricp");
        properties.setProperty(source + "driver", NoclobberDriver.class.getName());
        properties.setProperty(source + "URL", database.url(GUARDED));
        properties.setProperty(source + "user", database.user());
        properties.setProperty(source + "password", database.password());
        properties.setProperty(source + "maxConnections", "7");
        Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
        // Otherwise the second scheduler of that name in this JVM would be the first one.
        SchedulerRepository.getInstance().remove(CLUSTER);
        scheduler.getListenerManager().addSchedulerListener(new SchedulerListenerSupport() {
            @Override
            public void schedulerError(String message, SchedulerException cause) {
                errors.add(instance + ": " + message + ": " + causes(cause));
            }
        });
        return scheduler;
    }

    private static String causes(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause).append("; ");
        }
        return text.toString();
    }

    /** What was counted, of the tables that this cluster wrote. */
    private static Map<String, TableCounts> since(GuardCounts before) {
        GuardCounts now = NoclobberDriver.counts();
        Map<String, TableCounts> counts = new TreeMap<>();
        now.tables()
                .forEach((table, count) -> counts.put(
                        table.toString(), Difference.of(count, before.tables().get(table))));
        counts.put("statements whose table is not known", Difference.of(now.elsewhere(), before.elsewhere()));
        counts.values().removeIf(Difference::isNone);
        return counts;
    }

    private static long guarded(Map<String, TableCounts> counts) {
        return counts.values().stream()
                .mapToLong(count -> count.guarded() + count.held())
                .sum();
    }

    private void run(List<String> statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private List<String> statements() throws IOException {
        try (InputStream in = Objects.requireNonNull(JobStoreTX.class.getResourceAsStream(script), script)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--.*", "");
            return List.of(text.split(";")).stream()
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
    }
}
