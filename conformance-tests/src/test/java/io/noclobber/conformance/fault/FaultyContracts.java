package io.noclobber.conformance.fault;

import static java.util.Objects.requireNonNull;

import io.noclobber.conformance.AllContracts;
import io.noclobber.conformance.Setting;
import io.noclobber.conformance.database.Database;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Everything that noclobber promises, where the driver may fail: one run at a time in a JVM. */
final class FaultyContracts extends AllContracts {
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
        database = on;
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(FaultyContracts.class))
                .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(mayHold(test, chosen)))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionStarted(TestIdentifier test) {
                if (test.isTest()) {
                    trial = trials.apply(name(test.getUniqueIdObject()));
                }
            }

            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    judge.ended(name(test.getUniqueIdObject()), requireNonNull(trial), result);
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
