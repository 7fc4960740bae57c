package io.noclobber.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.observe.TableCounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Everything that is measured runs, and noclobber guards what it is measured for. */
class BenchmarksTest {
    @ParameterizedTest
    @EnumSource(names = {"HSQLDB", "POSTGRESQL_18"})
    void work_throughEachVariant_runs(Engine engine) throws Exception {
        Database database;
        try {
            database = engine.database();
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
            return;
        }
        for (Variant variant : Variant.values()) {
            try (OrderEntry application =
                    Application.open(variant, database.url(), database.user(), database.password())) {
                long before = guarded();
                for (Work work : Work.values()) {
                    assertThat(work.run(application)).isNotNull();
                    application.clear();
                }
                boolean guards = variant != Variant.BARE && variant != Variant.HAND_WRITTEN && variant != Variant.P6SPY;
                assertThat(guarded() - before).as("%s", variant).isEqualTo(guards ? OrderEntry.BATCH + 2 : 0);
            }
        }
    }

    private static long guarded() {
        return NoclobberDriver.counts().tables().values().stream()
                .mapToLong(TableCounts::guarded)
                .sum();
    }

    @Test
    void jmh_ofEachWork_runsOnce() throws Exception {
        assertThat(runOnce(OrderEntryBenchmark.class)).hasSize(Variant.values().length * Work.values().length);
    }

    @Test
    void jmh_ofConversations_runsOnce() throws Exception {
        assertThat(runOnce(ConversationBenchmark.class)).hasSize(3);
    }

    private static List<RunResult> runOnce(Class<?> benchmark) throws RunnerException {
        return List.copyOf(new Runner(new OptionsBuilder()
                        .include(benchmark.getSimpleName())
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                        .mode(Mode.SingleShotTime)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run());
    }
}
