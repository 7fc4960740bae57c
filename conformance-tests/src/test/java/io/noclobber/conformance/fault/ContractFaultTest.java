package io.noclobber.conformance.fault;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult.Status;

/**
 * A driver that fails once in the middle of what a contract does: the application sees the driver's exception, and may
 * make its call again, or notices nothing. Nothing is left open, and the connection guards as before.
 *
 * <p>A round plays each test once, each with another call that fails; four rounds have one sort of failure each.
 * {@code -Dtest.faults=400} plays that many, {@code -Dtest.faults.first=} begins with another than the first,
 * {@code -Dtest.faults.share=1} takes all methods and not one of so many, and {@code -Dtest.faults.only=} those whose
 * name has this in it.
 */
class ContractFaultTest {
    private static final int ROUNDS = Integer.getInteger("test.faults", 4);
    private static final int FIRST = Integer.getInteger("test.faults.first", 0);
    private static final int SHARE = Integer.getInteger("test.faults.share", 10);
    private static final @Nullable String ONLY = System.getProperty("test.faults.only");

    /** Contracts in which threads race: their calls and what comes of them are others each time. */
    private static final List<String> RACES =
            List.of("Interruption", "Storm", "ConversationStorm", "TwoThreads", "ConversationThread");

    /** What the rounds step by: they come to every call of a test, as none has a multiple of that many. */
    private static final int STRIDE = 7919;

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void fault_inAnyContract_isSeenOrSurvivedAndNothingIsLost() throws Exception {
        Database database = Engine.H2.database();
        List<String> wrong = new ArrayList<>();
        try (Probe probe = new Probe(database.connect(), "PUBLIC.PROBE")) {
            Map<String, Undisturbed> tests = undisturbed(database, probe);
            for (int round = FIRST; round < FIRST + ROUNDS; round++) {
                wrong.addAll(play(round, tests, database, probe));
                System.out.println("Round " + round + " of " + tests.size() + " tests, wrong so far: " + wrong.size());
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What the tests do where no driver fails, by name. */
    private static Map<String, Undisturbed> undisturbed(Database database, Probe probe) {
        Map<String, Undisturbed> tests = new LinkedHashMap<>();
        List<String> failed = new ArrayList<>();
        FaultyContracts.run(
                database,
                ContractFaultTest::isChosen,
                name -> new Trial(Fault.REFUSAL, Trial.NO_CALL, probe),
                (name, trial, result) -> {
                    if (result.getStatus() == Status.FAILED) {
                        failed.add(name + ": " + result.getThrowable().orElse(null));
                    }
                    tests.put(name, Undisturbed.of(trial));
                });
        assertThat(failed).as("tests that fail where the driver does not").isEmpty();
        assertThat(tests.values().stream().mapToInt(test -> test.calls(Fault.REFUSAL)))
                .as("calls of the driver")
                .anyMatch(calls -> calls > 0);
        return tests;
    }

    private static boolean isChosen(String name) {
        if (RACES.contains(name.substring(0, name.indexOf(' ')))) {
            return false;
        }
        return ONLY == null ? Math.floorMod(name.hashCode(), SHARE) == 0 : name.contains(ONLY);
    }

    private static List<String> play(int round, Map<String, Undisturbed> tests, Database database, Probe probe) {
        Fault fault = Fault.values()[round % Fault.values().length];
        int step = round / Fault.values().length;
        List<String> wrong = new ArrayList<>();
        FaultyContracts.run(
                database,
                ContractFaultTest::isChosen,
                name -> new Trial(fault, call(name, fault, step, tests), probe),
                (name, trial, result) -> {
                    List<String> found = requireNonNull(tests.get(name), name).judge(trial, result);
                    if (!found.isEmpty()) {
                        wrong.add(name + " with " + fault + " at call " + call(name, fault, step, tests) + ", "
                                + trial.where() + ", -Dtest.faults.first=" + round + ": " + found);
                    }
                });
        return wrong;
    }

    /** The number of the call that fails. */
    private static int call(String name, Fault fault, int step, Map<String, Undisturbed> tests) {
        int calls = requireNonNull(tests.get(name)).calls(fault);
        return calls == 0 ? Trial.NO_CALL : 1 + Math.floorMod(name.hashCode() + step * STRIDE, calls);
    }
}
