package io.noclobber.conformance.tool;

import io.noclobber.conformance.Contract;
import io.noclobber.conformance.RefusedDefinitionException;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.LostConnection;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Lets JUnit's launcher run the contracts of our build on one database, group by group. Confined to one thread, but for what says otherwise. */
final class TestRun {
    private static final TestTag HOLDS_BARE = TestTag.create(Contract.HOLDS_BARE);
    private static final String TEST_LIMIT = "junit.jupiter.execution.timeout.default";
    private static final String LIMIT = "2 m";

    /** Twice as long as any test has: what has not ended by then did not listen when it was told to. */
    private static final int STUCK_SECONDS = 360;

    private final Launcher launcher = LauncherFactory.create();
    private final Progress progress;
    private final Secrets secrets;
    private final Engine engine;
    private final Pulse pulse;
    private final Results results = new Results();
    private final Map<Group, Double> seconds = new EnumMap<>(Group.class);
    private final Map<String, String> published = new HashMap<>();
    private Optional<Shortage> shortage = Optional.empty();
    private boolean connects = true;
    private volatile Optional<Running> running = Optional.empty();

    /** A test, and since when it runs. */
    private record Running(TestIdentifier test, long since) {}

    /** Hears how far it is. */
    interface Progress {
        /** A group begins. */
        void begins(Group group, int tests);

        /** A test has ended. */
        void ended(Tried test);

        /** So many tests of it are tried again, because a connection was lost meanwhile. */
        void again(int tests);

        /** A group has ended. */
        void ends(Group group, double seconds, List<Tried> tests);
    }

    /** Knows how the database is. */
    interface Pulse {
        /**
         * Waits until it answers.
         *
         * @throws CannotRunException when it does not
         */
        void check() throws CannotRunException, InterruptedException;

        /** Whether it lost connections, or took none, between these moments of {@link System#nanoTime}. */
        boolean lost(long since, long until);

        /** Waits until it takes a new connection; whether it does before long. */
        boolean connects() throws InterruptedException;
    }

    TestRun(Setting setting, Secrets secrets, Pulse pulse, Progress progress) {
        ChosenContracts.choose(setting);
        this.engine = setting.database().engine();
        this.pulse = pulse;
        this.secrets = secrets;
        this.progress = progress;
    }

    /**
     * Runs the tests of one group, and those once more that failed while a connection was lost.
     *
     * @throws CannotRunException when the database does not answer any more
     */
    void run(Group group) throws CannotRunException, InterruptedException {
        TestPlan plan = launcher.discover(request(group));
        int tests = (int) plan.countTestIdentifiers(each -> each.isTest() || isTemplate(each));
        progress.begins(group, tests);
        int before = results.all().size();
        long start = System.nanoTime();
        launcher.execute(plan, new Listener(group));
        if (results.hasDoubtful() && shortage.isEmpty() && !ChosenContracts.isStopped()) {
            again(group);
        }
        results.settle();
        if (ChosenContracts.isStopped()) {
            return;
        }
        double took = (System.nanoTime() - start) / 1e9;
        seconds.put(group, took);
        List<Tried> all = results.all();
        progress.ends(group, took, all.subList(before, all.size()));
    }

    private void again(Group group) throws CannotRunException, InterruptedException {
        pulse.check();
        List<String> lost = results.lost(pulse::lost);
        if (lost.isEmpty()) {
            return;
        }
        progress.again(lost.size());
        connects = pulse.connects();
        if (connects) {
            launcher.execute(request(lost), new Listener(group));
            pulse.check();
            results.lost(pulse::lost);
        }
    }

    /** Of how many tests, at least, the groups consist. */
    int count(Set<Group> groups) {
        return groups.stream()
                .mapToInt(group -> (int) launcher.discover(request(group))
                        .countTestIdentifiers(each -> each.isTest() || isTemplate(each)))
                .sum();
    }

    private static boolean isTemplate(TestIdentifier identifier) {
        return identifier.isContainer()
                && identifier.getSource().filter(MethodSource.class::isInstance).isPresent();
    }

    private static LauncherDiscoveryRequest request(Group group) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(ChosenContracts.class))
                .filters((PostDiscoveryFilter) descriptor -> FilterResult.includedIf(isOf(group, descriptor)))
                .configurationParameter(TEST_LIMIT, LIMIT)
                .build();
    }

    private static LauncherDiscoveryRequest request(List<String> ids) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(ids.stream().map(DiscoverySelectors::selectUniqueId).toList())
                .configurationParameter(TEST_LIMIT, LIMIT)
                .build();
    }

    private static boolean isOf(Group group, TestDescriptor descriptor) {
        Optional<TestSource> source = descriptor.getSource();
        if (source.isPresent() && source.get() instanceof MethodSource method) {
            return Group.of(contract(descriptor.getUniqueId()), method.getMethodName()) == group;
        }
        return true;
    }

    /** The contract's name as {@link AllContracts} calls it. */
    private static String contract(UniqueId id) {
        return id.getSegments().stream()
                .filter(segment -> segment.getType().equals("nested-class"))
                .map(UniqueId.Segment::getValue)
                .findFirst()
                .orElse("");
    }

    List<Tried> tried() {
        return results.all();
    }

    double seconds(Group group) {
        return seconds.getOrDefault(group, 0.0);
    }

    /** What tests have told of themselves, such as how many steps a storm took. */
    Map<String, String> published() {
        return Map.copyOf(published);
    }

    /** What the database has none left of, which ends a run. */
    Optional<Shortage> shortage() {
        return shortage;
    }

    /** Whether the database, when it was last asked, took connections, without which nothing can be tried. */
    boolean connects() {
        return connects;
    }

    /** Which test has not ended although its time limit has passed long ago, if there is one. May be asked by any thread. */
    Optional<String> stuck() {
        return running.filter(each -> System.nanoTime() - each.since() > TimeUnit.SECONDS.toNanos(STUCK_SECONDS))
                .map(
                        each -> "The test " + contract(each.test().getUniqueIdObject()) + "."
                                + each.test().getDisplayName() + " has not ended for " + STUCK_SECONDS
                                + " seconds and does not listen to its time limit, though the database answers. Run"
                                + " again; if it comes again, report it. What was made is still there: the command clean drops it.");
    }

    private final class Listener implements TestExecutionListener {
        private final Group group;
        private final Map<String, Long> starts = new HashMap<>();

        Listener(Group group) {
            this.group = group;
        }

        @Override
        public void executionStarted(TestIdentifier identifier) {
            starts.put(identifier.getUniqueId(), System.nanoTime());
            if (identifier.isTest()) {
                running = Optional.of(new Running(identifier, System.nanoTime()));
            }
        }

        @Override
        public void executionSkipped(TestIdentifier identifier, String reason) {
            if (identifier.isTest() || isTemplate(identifier)) {
                add(identifier, Outcome.NOT_TRIED, reason);
            }
        }

        @Override
        public void reportingEntryPublished(TestIdentifier identifier, ReportEntry entry) {
            published.putAll(entry.getKeyValuePairs());
        }

        @Override
        public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
            running = Optional.empty();
            Throwable thrown = result.getThrowable().orElse(null);
            if (thrown == null) {
                if (identifier.isTest()) {
                    add(identifier, Outcome.HELD, "");
                } else {
                    results.held(identifier.getUniqueId());
                }
                return;
            }
            if (ChosenContracts.isStopped()) {
                // its tables were dropped under its hands, and it has not failed for any other reason that anybody
                // knows
                return;
            }
            if (shortage.isEmpty()) {
                shortage = Shortage.in(thrown, engine).map(each -> new Shortage(each.of(), secrets.hide(each.said())));
            }
            if (identifier.isTest() && result.getStatus() == TestExecutionResult.Status.ABORTED) {
                add(identifier, Outcome.NOT_TRIED, told(thrown));
            } else {
                failed(identifier, thrown);
            }
        }

        private void failed(TestIdentifier identifier, Throwable thrown) {
            Optional<String> lost = LostConnection.in(thrown, engine);
            Optional<String> late = identifier.isTest() ? TimeLimit.of(thrown, identifier.getTags()) : Optional.empty();
            if (lost.isPresent()) {
                add(identifier, Outcome.CONNECTION_LOST, lost.get());
            } else if (late.isPresent()) {
                add(identifier, Outcome.TOO_LONG, late.get());
            } else {
                boolean refused = identifier.isTest() && isRefused(thrown);
                add(identifier, refused ? Outcome.NOT_TRIED : Outcome.FAILED, told(thrown));
            }
        }

        private void add(TestIdentifier identifier, Outcome outcome, String detail) {
            long start = starts.getOrDefault(identifier.getUniqueId(), System.nanoTime());
            long millis = (System.nanoTime() - start) / 1_000_000;
            String method = identifier
                    .getSource()
                    .filter(MethodSource.class::isInstance)
                    .map(source -> ((MethodSource) source).getMethodName())
                    .orElse("all");
            String name = isOneOfSeveral(identifier)
                    ? method + " [" + identifier.getDisplayName().replaceFirst("^\\[\\d+] ?", "") + "]"
                    : method;
            Tried test = new Tried(
                    group,
                    contract(identifier.getUniqueIdObject()),
                    name,
                    !identifier.getTags().contains(HOLDS_BARE),
                    outcome,
                    millis,
                    secrets.hide(detail));
            results.add(identifier.getUniqueId(), test, start);
            progress.ended(test);
        }
    }

    private static boolean isOneOfSeveral(TestIdentifier identifier) {
        String kind = identifier.getUniqueIdObject().getLastSegment().getType();
        return kind.contains("invocation") || kind.equals("dynamic-test");
    }

    private static boolean isRefused(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof RefusedDefinitionException) {
                return true;
            }
        }
        return false;
    }

    /** What it says, and where in a contract it was thrown. */
    private static String told(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        String text = message.replaceFirst("^Assumption failed: ", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().endsWith("Contract") && frame.getLineNumber() > 0)
                .filter(frame -> !frame.getClassName().endsWith(".Contract"))
                .findFirst()
                .map(frame -> text + "\n(" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse(text);
    }
}
