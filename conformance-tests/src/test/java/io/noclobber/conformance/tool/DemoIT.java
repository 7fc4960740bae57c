package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from the jar alone, and that it tells what the README promises. */
class DemoIT {
    private static final Pattern URLS = Pattern.compile("was {2}(\\S+)\\s+now {2}(\\S+)");

    /** What differs from one conflict to another. */
    private static final String WHEN = "\\(10:31:07, 12 minutes ago\\)";

    private static final String WHAT = "status: was 'OPEN', is now 'SHIPPED', you wanted 'CANCELLED'";

    @TempDir
    private Path directory;

    private String transcript() throws InterruptedException {
        Program program = Program.run(directory, Map.of(), "demo");
        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.errors()).isEmpty();
        return program.output();
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("../README.md"));
    }

    @Test
    void demo_ofTheJarAlone_tellsTheStory() throws InterruptedException {
        assertThat(transcript())
                .contains("was  jdbc:hsqldb:", "now  jdbc:noclobber:hsqldb:", "true: Anna's address is gone")
                .contains("was not deleted, because", "statements were true.")
                .doesNotContain("NOT TRUE", "\tat ");
    }

    /** Two users at one order; what its own URL loses the other one keeps, and that is the one line which changes. */
    @Test
    void demo_inItsTwoParts_isThatOfTheReadme() throws Exception {
        assertThat(onOneLine(readme()))
                .contains(
                        "with two users at one order, on embedded HSQLDB: first with its own URL, and a change is lost;"
                                + " then with `noclobber:` in the URL, and it is not.")
                .contains("What is true is looked up in the database by a connection of the bare driver")
                .contains("-jdbc:postgresql://db/shop +jdbc:noclobber:postgresql://db/shop");

        String told = transcript();
        String[] parts = told.split("(?m)^\\d\\. The ", -1);
        assertThat(parts).as(told).hasSize(3);
        assertThat(parts[0]).contains("Two people, one order, on HSQL Database Engine", "of the bare driver reads");
        assertThat(onOneLine(parts[1]))
                .contains("application with its own URL", "gone from the database, and nobody was told")
                .doesNotContain("someone else", "noclobber");
        assertThat(onOneLine(parts[2]))
                .contains("Anna's address is still in the database, and nothing of Ben's save is.")
                .contains("Everything that either of them wanted is in the database.");
        Matcher urls = URLS.matcher(parts[2]);
        assertThat(urls.find()).isTrue();
        assertThat(urls.group(2)).isEqualTo(urls.group(1).replaceFirst("^jdbc:", "jdbc:noclobber:"));
        assertThat(parts[1]).contains(urls.group(1));
    }

    /** Word by word, but for the row and the moment. */
    @Test
    void messageToTheUser_isThatOfTheReadme() throws Exception {
        String promised = readme().lines()
                .filter(line -> line.startsWith("> "))
                .map(line -> line.replaceFirst("^> ", ""))
                .collect(Collectors.joining(" "));
        assertThat(promised)
                .startsWith("Your change to orders [id=4711] was not saved")
                .containsPattern(WHEN);
        assertThat(promised).contains(WHAT);
        String pattern = Pattern.quote(promised)
                .replaceFirst(WHEN, "\\\\E\\\\(\\\\d\\\\d:\\\\d\\\\d:\\\\d\\\\d, [^)]+\\\\)\\\\Q")
                .replace(WHAT, "\\E\\w+: was '[^']+', is now '[^']+'(?:, you wanted '[^']+')?\\Q");

        assertThat(onOneLine(transcript()))
                .containsPattern(Pattern.compile("says: " + pattern, Pattern.CASE_INSENSITIVE));
    }
}
