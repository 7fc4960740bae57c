package io.noclobber.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A process that measures {@link ConversationBenchmark} by JMH, and says how many nanoseconds each took in its quiet rounds. */
final class ConversationCosts {
    private static final int MOST_NANOS = 200;
    private static final int ROUNDS = 200;
    private static final TimeValue ROUND = TimeValue.milliseconds(5);

    /** What is measured, and how the page calls it. */
    private enum Cost {
        BIND("bindAndUnbind", "a thread is bound, and unbound"),
        LOOK_UP("lookUp", "a statement looks up the conversation that it works for"),
        REQUEST("bindAndLookUpAndUnbind", "a thread is bound, runs its first statement, and is unbound");

        private final String method;
        private final String label;

        Cost(String method, String label) {
            this.method = method;
            this.label = label;
        }
    }

    private ConversationCosts() {}

    /**
     * Runs it.
     *
     * @param arguments for how many milliseconds each is warmed up
     */
    public static void main(String[] arguments) throws RunnerException {
        PrintStream answer = System.out;
        System.setOut(System.err);
        int warmUpMillis = Integer.parseInt(arguments[0]);
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(ConversationBenchmark.class.getSimpleName())
                        .forks(0)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(warmUpMillis))
                        .measurementIterations(ROUNDS)
                        .measurementTime(ROUND)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        answer.println(Arrays.stream(Cost.values())
                .map(cost -> String.valueOf(quiet(results, cost)))
                .collect(Collectors.joining(" ")));
    }

    private static double quiet(Collection<RunResult> results, Cost cost) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + cost.method))
                .findFirst()
                .orElseThrow()
                .getPrimaryResult()
                .getStatistics()
                .getPercentile(25);
    }

    /** The lines of the page, measured in a process of their own. */
    static List<String> measure(Effort effort) throws IOException {
        String warmUp = String.valueOf(effort.warmUpMillis());
        try (ChildProcess process = ChildProcess.start(ConversationCosts.class, warmUp)) {
            String[] nanos = process.answer().split(" ");
            return Arrays.stream(Cost.values())
                    .map(cost -> row(cost, Double.parseDouble(nanos[cost.ordinal()])))
                    .toList();
        }
    }

    private static String row(Cost cost, double nanos) {
        String goal = String.format(Locale.ROOT, "≤ %d ns", MOST_NANOS);
        return String.format(
                Locale.ROOT, "| %s | %.0f ns | %s |", cost.label, nanos, Page.mark(goal, nanos <= MOST_NANOS));
    }
}
