package io.noclobber.conformance.tool;

import io.noclobber.conformance.AllContracts;
import io.noclobber.conformance.OverheadContract;
import io.noclobber.conformance.ReportedTypeContract;
import io.noclobber.conformance.Setting;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** Everything that noclobber promises, of the database that somebody has named: one at a time in a JVM. */
public final class ChosenContracts extends AllContracts {
    private static final AtomicReference<@Nullable Setting> CHOSEN = new AtomicReference<>();
    private static volatile boolean stopped;

    /** Names it; JUnit makes the instances by itself. */
    static void choose(Setting setting) {
        CHOSEN.set(setting);
    }

    /** Lets no further test begin. */
    static void stop() {
        stopped = true;
        CHOSEN.set(null);
    }

    static boolean isStopped() {
        return stopped;
    }

    @Override
    protected Setting setting() {
        Setting setting = CHOSEN.get();
        if (setting == null) {
            throw new IllegalStateException("the run was stopped");
        }
        return setting;
    }

    /** Not among those of our build, which tests each type more thoroughly. */
    @Nested
    class ReportedTypes extends ReportedTypeContract {
        @Override
        protected Setting setting() {
            return ChosenContracts.this.setting();
        }
    }

    /** Not among those of our build, whose machine is busy. */
    @Nested
    class Overhead extends OverheadContract {
        @Override
        protected Setting setting() {
            return ChosenContracts.this.setting();
        }
    }
}
