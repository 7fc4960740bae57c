package io.noclobber.conformance.fault;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult.Status;

/**
 * A driver that fails once in the middle of what a contract does: the application sees the driver's exception, and may
 * make its call again, or notices nothing. Nothing is left open, and the connection guards as before.
 *
 * <p>A round plays each test once, each with another call that fails, until each of its calls has failed once; four rounds
 * have one sort of failure each. {@code -Dtest.faults=400} plays that many, {@code -Dtest.faults=all} goes on until each
 * call of each test has failed in each way, {@code -Dtest.faults.first=} begins with another than the first,
 * {@code -Dtest.faults.kind=REFUSAL} plays one sort of failure only, {@code -Dtest.faults.share=1} takes all methods and
 * not one of so many, {@code -Dtest.faults.slice=} is the number from 0 of the one, and {@code -Dtest.faults.only=} takes
 * those whose name has this in it.
 */
class ContractFaultTest {
    private static final String ROUNDS = System.getProperty("test.faults", "4");
    private static final int FIRST = Integer.getInteger("test.faults.first", 0);
    private static final int SHARE = Integer.getInteger("test.faults.share", 10);
    private static final int SLICE = Integer.getInteger("test.faults.slice", 0);
    private static final List<Fault> KINDS = kinds(System.getProperty("test.faults.kind"));
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
            int end = Math.min(end(), all(tests));
            System.out.println(trials(tests) + " trials would be all");
            for (int round = FIRST; round < end; round++) {
                Set<String> left = left(round, tests);
                List<String> found = play(round, left, tests, database, probe);
                found.forEach(System.out::println); // of hours, somebody may look meanwhile
                wrong.addAll(found);
                System.out.println("Round " + round + ", " + end + " is the end: " + left.size() + " of " + tests.size()
                        + " tests, wrong so far: " + wrong.size());
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
        return ONLY == null ? Math.floorMod(name.hashCode(), SHARE) == SLICE : name.contains(ONLY);
    }

    private static List<Fault> kinds(@Nullable String only) {
        return only == null ? List.of(Fault.values()) : List.of(Fault.valueOf(only));
    }

    private static int end() {
        return ROUNDS.equals("all") ? Integer.MAX_VALUE : FIRST + Integer.parseInt(ROUNDS);
    }

    /** The round in which nothing is left. */
    private static int all(Map<String, Undisturbed> tests) {
        int most = 0;
        for (Undisturbed test : tests.values()) {
            for (Fault fault : KINDS) {
                most = Math.max(most, test.calls(fault));
            }
        }
        return most * KINDS.size();
    }

    private static long trials(Map<String, Undisturbed> tests) {
        long trials = 0;
        for (Undisturbed test : tests.values()) {
            for (Fault fault : KINDS) {
                trials += test.calls(fault);
            }
        }
        return trials;
    }

    private static Fault fault(int round) {
        return KINDS.get(round % KINDS.size());
    }

    private static int step(int round) {
        return round / KINDS.size();
    }

    /** The tests of which a call has not failed yet. */
    private static Set<String> left(int round, Map<String, Undisturbed> tests) {
        return tests.entrySet().stream()
                .filter(test -> step(round) < test.getValue().calls(fault(round)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> play(
            int round, Set<String> left, Map<String, Undisturbed> tests, Database database, Probe probe) {
        Fault fault = fault(round);
        List<String> wrong = new ArrayList<>();
        Set<String> played = new HashSet<>();
        FaultyContracts.run(
                database, left, name -> new Trial(fault, call(name, round, tests), probe), (name, trial, result) -> {
                    played.add(name);
                    List<String> found = requireNonNull(tests.get(name), name).judge(trial, result);
                    if (!found.isEmpty()) {
                        wrong.add(name + " with " + fault + " at call " + call(name, round, tests) + ", "
                                + trial.where() + ", -Dtest.faults.first=" + round + ": " + found);
                    }
                });
        assertThat(played).as("tests played").isEqualTo(left);
        return wrong;
    }

    /** The number of the call that fails. */
    private static int call(String name, int round, Map<String, Undisturbed> tests) {
        int calls = requireNonNull(tests.get(name)).calls(fault(round));
        return 1 + Math.floorMod(name.hashCode() + (long) step(round) * STRIDE, calls);
    }
}
