package io.noclobber.conformance.tool;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that one run of {@code verify} has found. Immutable.
 *
 * @param subject what was tested
 * @param bare whether it was tested without noclobber, as a negative control
 * @param options those of noclobber
 * @param seed what all choices at random follow from
 * @param remarks what is set that matters
 * @param behaviour what this database does otherwise than others, or than its engine is known to do
 * @param groups those that were run
 * @param tried each test
 * @param seconds how long the groups took
 * @param published what tests have told of themselves
 */
record RunReport(
        Subject subject,
        boolean bare,
        Map<String, String> options,
        long seed,
        List<Remark> remarks,
        List<String> behaviour,
        Set<Group> groups,
        List<Tried> tried,
        Map<Group, Double> seconds,
        Map<String, String> published,
        Instant started,
        double totalSeconds) {
    /** What to do about a group that could not be tried. */
    static final String UNTRIED_ADVICE =
            "Give the user the rights that docs/conformance.md lists, or run on a database that can do it; then run"
                    + " again. Or leave the group out by --groups, and do not rely on what it asks.";

    /** What it means that a time limit has ended a test. */
    static final String TOO_LONG_MEANING = "Nobody knows whether it holds: a time limit says nothing of the guard.";

    /** What to do about it. */
    static final String TOO_LONG_ADVICE =
            "Run again while the database and this machine are less busy, or nearer to the database, where each call takes"
                    + " less time; look whether somebody else's lock was waited for. If only this test takes so long, report it"
                    + " together with this report.";

    /** What it means that a test had no connection, or lost it, twice. */
    static final String LOST_MEANING =
            "Nobody knows whether it holds: that a connection is lost, or that there is none, says nothing of the guard.";

    /** What to do about it. */
    static final String LOST_ADVICE = "Let the database and its user have " + ConnectionsNeeded.AT_ONCE
            + " connections at a time (limits of the server, of the role or user, of a pooler), see to it that nobody"
            + " restarts it or ends its sessions meanwhile, and run again. If only this test loses its connection, report it"
            + " together with this report.";

    /** What it means that nothing failed though the guard was switched off. */
    static final String UNCONVINCING =
            "A negative control must fail, and of these groups no test did, so that it says nothing: run others as well, such"
                    + " as --groups lost-updates";

    private static final int REASONS = 5;

    /** The tests of a group with that outcome. */
    List<Tried> of(Group group, Outcome outcome) {
        return tried.stream()
                .filter(test -> test.group() == group && test.outcome() == outcome)
                .toList();
    }

    long count(Outcome outcome) {
        return tried.stream().filter(test -> test.outcome() == outcome).count();
    }

    /** What the database lets pass, whatever noclobber does. */
    List<Remark> gaps() {
        return remarks.stream()
                .filter(remark -> remark.kind() == Remark.Kind.GAP)
                .toList();
    }

    /** The groups of which nothing came to be tried, so that their question is open. */
    List<Group> open() {
        return groups.stream()
                .filter(group -> of(group, Outcome.HELD).isEmpty()
                        && of(group, Outcome.FAILED).isEmpty())
                .toList();
    }

    /** What came of a group, in the outcome of a test. */
    Outcome result(Group group) {
        for (Outcome decides : List.of(Outcome.FAILED, Outcome.CONNECTION_LOST, Outcome.TOO_LONG, Outcome.HELD)) {
            if (!of(group, decides).isEmpty()) {
                return decides;
            }
        }
        return Outcome.NOT_TRIED;
    }

    /** How the guard was switched off. */
    Control control() {
        return Control.of(bare, options);
    }

    /** What a failure means for the application; in a group that protects nothing there are tests that guard all the same. */
    static String meaning(Tried test) {
        return test.isOfAGuard() && !test.group().protects()
                ? Group.LOST_UPDATES.meaning()
                : test.group().meaning();
    }

    /** What to do about a failure. */
    String advice(Tried test) {
        if (control().isOn()) {
            return "Nothing: this is what noclobber is for.";
        }
        return test.isOfAGuard() && !test.group().protects()
                ? Group.LOST_UPDATES.advice()
                : test.group().advice();
    }

    /** Whether nothing failed though the guard was switched off, so that nothing was tried that can tell. */
    boolean isUnconvincing() {
        return control().isOn() && count(Outcome.FAILED) == 0;
    }

    /** What to do about a group of which nothing came to be tried. */
    String untriedAdvice(Group group) {
        return switch (result(group)) {
            case CONNECTION_LOST -> LOST_ADVICE;
            case TOO_LONG -> TOO_LONG_ADVICE;
            case HELD, FAILED, NOT_TRIED ->
                count(Outcome.CONNECTION_LOST) > 0
                                && of(group, Outcome.NOT_TRIED).isEmpty()
                        ? LOST_ADVICE
                        : UNTRIED_ADVICE;
        };
    }

    /** What kept a group from being tried, as its tests have said it, each reason once. */
    String obstacle(Group group) {
        String reasons = Stream.of(Outcome.NOT_TRIED, Outcome.TOO_LONG, Outcome.CONNECTION_LOST)
                .flatMap(outcome -> of(group, outcome).stream())
                .map(test -> test.detail().lines().findFirst().orElse(""))
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .limit(REASONS)
                .collect(Collectors.joining("\n"));
        return reasons.isEmpty() ? "No test of it came to run." : reasons;
    }

    /** A failure is one whatever else was tried; but nobody can say of a question that was not asked that it was answered. */
    Exit exit() {
        if (open().size() == groups.size() || isUnconvincing()) {
            return Exit.CANNOT_RUN;
        }
        if (count(Outcome.FAILED) > 0 || !gaps().isEmpty()) {
            return Exit.DOES_NOT_CONFORM;
        }
        boolean answered = count(Outcome.TOO_LONG) + count(Outcome.CONNECTION_LOST) == 0;
        return open().isEmpty() && answered ? Exit.CONFORMS : Exit.CANNOT_RUN;
    }

    /** In a word or three. */
    String verdict() {
        return switch (exit()) {
            case CONFORMS -> "conforms";
            case DOES_NOT_CONFORM -> "does not conform";
            case CANNOT_RUN -> {
                if (open().size() == groups.size()) {
                    yield "could not be tried";
                }
                yield isUnconvincing() ? "was not told from a guard" : "could not be tried as a whole";
            }
        };
    }

    /** In one sentence. */
    String headline() {
        long failed = count(Outcome.FAILED);
        String what = switch (control()) {
            case NONE -> "noclobber on ";
            case BARE -> "The bare driver, without noclobber, on ";
            case OFF -> "noclobber, switched off by mode=off, on ";
        };
        StringBuilder text = new StringBuilder(what)
                .append(subject.product())
                .append(' ')
                .append(verdict())
                .append(": ")
                .append(tried.size())
                .append(" tests, ")
                .append(failed == 0 ? "none" : failed)
                .append(" failed");
        long untried = count(Outcome.NOT_TRIED);
        if (untried > 0) {
            text.append(", ").append(untried).append(" could not be tried");
        }
        long late = count(Outcome.TOO_LONG);
        if (late > 0) {
            text.append(", ").append(late).append(" took too long to say anything");
        }
        long lost = count(Outcome.CONNECTION_LOST);
        if (lost > 0) {
            text.append(", ").append(lost).append(" had no connection or lost it");
        }
        if (!open().isEmpty() && open().size() < groups.size()) {
            text.append(". Nothing at all could be tried of: ")
                    .append(open().stream().map(Group::title).collect(Collectors.joining(", ")));
        }
        if (isUnconvincing()) {
            text.append(". ").append(UNCONVINCING);
        }
        boolean loses = tried.stream()
                .anyMatch(test ->
                        test.outcome() == Outcome.FAILED && (test.group().protects() || test.isOfAGuard()));
        if (failed > 0) {
            text.append(loses ? ". Changes can be lost" : ". No change is lost by these");
        }
        if (!gaps().isEmpty()) {
            text.append(". This database itself loses changes: ")
                    .append(gaps().get(0).meaning());
        }
        return text.append('.').toString().replace("..", ".");
    }

    /** Where it was run, by label. */
    static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("noclobber", ToolVersion.text());
        environment.put("Java", System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"));
        environment.put(
                "System",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        environment.put(
                "Locale and zone",
                Locale.getDefault() + ", " + TimeZone.getDefault().getID());
        return environment;
    }

    /** What happened, for people; the names of assertions are for us. */
    static String happened(Tried test) {
        String detail = test.detail();
        if (detail.contains("the write that would overwrite somebody's change")
                || detail.startsWith("Expecting code to raise a throwable")) {
            return "It was not refused: the write went through, and what the other user had done is overwritten.";
        }
        if (detail.startsWith("not refused as a conflict but by ")) {
            return "It was refused, but not as a conflict that says what happened: "
                    + detail.substring("not refused as a conflict but by ".length());
        }
        return detail;
    }

    /** All groups that there are and were not run. */
    List<Group> leftOut() {
        return Arrays.stream(Group.values())
                .filter(group -> !groups.contains(group))
                .toList();
    }
}
