package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The URL of an application that has noclobber already: each command takes and refuses it as the driver does. */
class GuardedUrlTest {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("analyze"),
            List.of("clean"),
            List.of("clean", "--dry-run"),
            List.of("explain", "--sql", "DELETE FROM orders WHERE id = 1"),
            List.of("verify", "--groups", "deletes"));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(List<String> command, String url) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--url", url));
        return Conformance.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    static Stream<Arguments> wrong() {
        return COMMANDS.stream()
                .flatMap(command -> Stream.of(
                        Arguments.of(command, "[]:h2:mem:url", "There is an empty option in the brackets"),
                        Arguments.of(command, "[compare=read;]:h2:mem:url", "There is an empty option in the brackets"),
                        Arguments.of(command, "[mode]:h2:mem:url", "has no ="),
                        Arguments.of(command, "[mode=off:h2:mem:url", "is not closed"),
                        Arguments.of(command, "[mode=off]h2:mem:url", "not followed by a colon"),
                        Arguments.of(command, "[helpText=%zz]:h2:mem:url", "two hexadecimal digits"),
                        Arguments.of(command, "[mode=observ]:h2:mem:url", "observ"),
                        Arguments.of(command, "[moode=off]:h2:mem:url", "moode"),
                        Arguments.of(command, ":", "names no database"),
                        Arguments.of(command, ":noclobber:h2:mem:url", "noclobber")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void url_thatTheDriverRefuses_isRefusedByEachCommand(List<String> command, String rest, String why) {
        assertThat(run(command, "jdbc:noclobber" + rest)).as(out.toString()).isEqualTo(2);
        assertThat(err.toString()).startsWith("Could not run: ").contains(why).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void options_areTakenAsTheDriverTakesThem() {
        List<String> explain = new ArrayList<>(List.of("explain", "--sql", "DELETE FROM options WHERE id = 1"));
        String rest = "h2:mem:options;INIT=CREATE TABLE IF NOT EXISTS options (id INT PRIMARY KEY, note INT)"
                + "\\;MERGE INTO options VALUES (1, 2)";

        assertThat(run(explain, "jdbc:noclobber[exclude=*.NO%54E; compare = read ]:" + rest))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("left out  NOTE: option exclude names it");
    }

    /** What the brackets want spelled otherwise, from wherever a value comes. */
    @Test
    void values_mayHoldWhatEndsAnOption() {
        List<String> explain = new ArrayList<>(List.of("explain", "--sql", "DELETE FROM values_held WHERE id = 1"));
        String rest = "h2:mem:held;INIT=CREATE TABLE IF NOT EXISTS values_held (id INT PRIMARY KEY, note INT)"
                + "\\;MERGE INTO values_held VALUES (1, 2)";

        assertThat(run(explain, "jdbc:noclobber[helpText=a%3Bb%5D 100%25]:" + rest))
                .as(err.toString())
                .isZero();
        explain.addAll(List.of("--option", "helpText=a;b] 100%"));
        assertThat(run(explain, "jdbc:" + rest)).as(err.toString()).isZero();
    }

    /** They are no part of what is asked there, and nobody should think so. */
    @Test
    void analyze_saysThatItLeavesThemOut() {
        assertThat(run(List.of("analyze"), "jdbc:noclobber[compare=changed]:h2:mem:url"))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).contains("Note: the options of noclobber in --url are left out of account");

        err.getBuffer().setLength(0);
        assertThat(run(List.of("analyze"), "jdbc:noclobber:h2:mem:url")).isZero();
        assertThat(err.toString()).isEmpty();
    }
}
