package io.noclobber.conformance.sequence;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.noclobber.conformance.database.Engine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever an application does with its connection while nobody else touches its rows, it cannot tell noclobber from
 * the bare driver. {@code -Dtest.sequences=20000} plays that many scripts on all databases together,
 * {@code -Dtest.first=} begins with another one than the first, and {@code -Dtest.seed=} plays one of them again.
 */
class CallSequencesTest {
    private static final int SEQUENCES = Integer.getInteger("test.sequences", 220);
    private static final long FIRST = Long.getLong("test.first", 0);
    private static final int SHARES = 22;

    /** Scripts take a second or two on a busy machine; one that hangs is not waited for as long as a long run may last. */
    private static final Duration LONGEST_SCRIPT = Duration.ofSeconds(5);

    private static final Duration START = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource(names = {"HSQLDB", "H2", "DERBY", "SQLITE", "POSTGRESQL_18", "MARIADB"})
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void sequence_ofAnyCalls_givesWhatTheBareDriverGives(Engine engine) throws Exception {
        int scripts = SEQUENCES * share(engine) / SHARES;
        assertTimeoutPreemptively(
                START.plus(LONGEST_SCRIPT.multipliedBy(scripts)),
                () -> playAll(engine, scripts, Long.getLong("test.seed")));
    }

    private static void playAll(Engine engine, int scripts, @Nullable Long seed) throws Exception {
        try (Duel duel = new Duel(engine.database())) {
            if (seed != null) {
                play(duel, seed);
            } else {
                for (int i = 0; i < scripts; i++) {
                    play(duel, FIRST + i);
                }
            }
        }
    }

    /** By the time that a script takes; Derby translates each text into a class. */
    private static int share(Engine engine) {
        return switch (engine) {
            case HSQLDB, H2, SQLITE -> 5;
            case POSTGRESQL_18, MARIADB -> 3;
            default -> 1;
        };
    }

    private static void play(Duel duel, long seed) throws Exception {
        String options = duel.options(seed);
        Optional<Difference> difference = duel.play(duel.script(seed), options);
        if (difference.isPresent()) {
            fail(duel.engine() + " with -Dtest.seed=" + seed + " and options [" + options + "]:"
                    + Shrinking.of(difference.get(), duel, options));
        }
    }
}
