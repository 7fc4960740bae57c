package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.Contract;
import io.noclobber.conformance.InterruptionContract;
import io.noclobber.conformance.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What is told of a test that its time limit has ended. */
class TimeLimitTest {
    private static final Set<TestTag> NONE = Set.of();

    /** Tests that end too late, by the limit of JUnit and by one of their own. */
    static class Slow {
        @Test
        @Timeout(value = 50, unit = TimeUnit.MILLISECONDS)
        void byJunit() throws InterruptedException {
            Thread.sleep(Duration.ofSeconds(20).toMillis());
        }

        @Test
        @Tag(Contract.MUST_END)
        @Timeout(value = 50, unit = TimeUnit.MILLISECONDS)
        void thatMustEnd() throws InterruptedException {
            Thread.sleep(Duration.ofSeconds(20).toMillis());
        }

        @Test
        void byItself() throws Exception {
            new CompletableFuture<String>().get(50, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void limitOfJunit_isNoFailure_butWhereTheTestAsksForAnEnd() {
        List<String> told = new ArrayList<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Slow.class))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                result.getThrowable()
                        .ifPresent(thrown -> told.add(identifier.getDisplayName() + " "
                                + TimeLimit.of(thrown, identifier.getTags()).orElse("failed")));
            }
        });

        assertThat(told)
                .containsExactlyInAnyOrder(
                        "byJunit() It took longer than 50 milliseconds.", "thatMustEnd() failed", "byItself() failed");
    }

    @Test
    void waitOfAContract_isAFailure() {
        assertThat(TimeLimit.of(new TimeoutException(), NONE)).isEmpty();
        assertThat(TimeLimit.of(new AssertionError("timed out after 3 seconds"), NONE))
                .isEmpty();
        assertThat(TimeLimit.of(new TimeoutException("a() timed out after 40 seconds"), NONE))
                .isEqualTo(Optional.of("It took longer than 40 seconds."));
    }

    /** Its tests are made by JUnit from the class that inherits them. */
    @Test
    void contractsAboutWaiting_areTagged() {
        abstract class Inheriting extends InterruptionContract {
            @Override
            protected abstract Setting setting();
        }

        assertThat(Inheriting.class.getAnnotationsByType(Tag.class))
                .extracting(Tag::value)
                .contains(Contract.MUST_END);
    }
}
