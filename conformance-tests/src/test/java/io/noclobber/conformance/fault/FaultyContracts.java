package io.noclobber.conformance.fault;

import static java.util.Objects.requireNonNull;

import io.noclobber.conformance.AllContracts;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Database;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Everything that noclobber promises, where the driver may fail: one run at a time in a JVM. */
final class FaultyContracts extends AllContracts {
    private static final Launcher LAUNCHER = LauncherFactory.create();

    /** By name, those that have run. */
    private static final Map<String, UniqueId> IDS = new ConcurrentHashMap<>();

    private static @Nullable Database database;
    private static @Nullable Trial trial;

    /** What becomes of a test. */
    @FunctionalInterface
    interface Judge {
        void ended(String test, Trial trial, TestExecutionResult result);
    }

    @Override
    protected Setting setting() {
        return requireNonNull(trial).setting(requireNonNull(database));
    }

    /**
     * Runs the tests one after the other.
     *
     * @param chosen whether to run the tests of a method, by its name
     * @param trials gives what each is to be run with
     */
    static void run(Database on, Predicate<String> chosen, Function<String, Trial> trials, Judge judge) {
        run(
                on,
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(FaultyContracts.class))
                        .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(mayHold(test, chosen))),
                trials,
                judge);
    }

    /**
     * Runs some of the tests again, without a look at what else there is, which takes longer than most of them.
     *
     * @param names theirs
     */
    static void run(Database on, Collection<String> names, Function<String, Trial> trials, Judge judge) {
        List<UniqueIdSelector> tests = names.stream()
                .map(name -> DiscoverySelectors.selectUniqueId(requireNonNull(IDS.get(name), name)))
                .toList();
        run(on, LauncherDiscoveryRequestBuilder.request().selectors(tests), trials, judge);
    }

    private static void run(
            Database on, LauncherDiscoveryRequestBuilder tests, Function<String, Trial> trials, Judge judge) {
        database = on;
        LAUNCHER.execute(tests.build(), new TestExecutionListener() {
            @Override
            public void executionStarted(TestIdentifier test) {
                if (test.isTest()) {
                    trial = trials.apply(name(test.getUniqueIdObject()));
                }
            }

            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    String name = name(test.getUniqueIdObject());
                    IDS.put(name, test.getUniqueIdObject());
                    judge.ended(name, requireNonNull(trial), result);
                }
            }
        });
    }

    private static boolean mayHold(TestDescriptor test, Predicate<String> chosen) {
        return !(test.getSource().orElse(null) instanceof MethodSource) || chosen.test(name(test.getUniqueId()));
    }

    private static String name(UniqueId id) {
        return id.getSegments().stream().skip(2).map(UniqueId.Segment::getValue).collect(Collectors.joining(" "));
    }
}
