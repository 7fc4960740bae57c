package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report on paper, as Chromium prints it. */
@Timeout(120)
class PrintedReportTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Pattern PAGE = Pattern.compile("/Type\\s*/Page\\b");

    @TempDir
    private Path directory;

    /** What is folded on the screen is on paper as well: each further test has a row of its own. */
    @Test
    void report_printed_hasAllOfItsTestsOnItsPages() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "there is no " + CHROMIUM + " (Debian: chromium)");

        long few = pages(1);
        assertThat(few).isBetween(1L, 6L);
        assertThat(pages(301)).isGreaterThan(few + 5);
    }

    private long pages(int tests) throws IOException, InterruptedException {
        List<Tried> tried = IntStream.range(0, tests)
                .mapToObj(i -> new Tried(
                        Group.LOST_UPDATES, "LostUpdate", "update_case" + i + "_isDone", true, Outcome.HELD, 3, ""))
                .toList();
        Path html = directory.resolve(tests + ".html");
        Files.writeString(html, HtmlReport.of(Reports.report(List.of(), tried, Map.of())));
        Path pdf = directory.resolve(tests + ".pdf");
        Process chromium = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--print-to-pdf=" + pdf,
                        html.toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        try {
            assertThat(chromium.waitFor(60, TimeUnit.SECONDS)).as("has printed").isTrue();
        } finally {
            chromium.descendants().forEach(ProcessHandle::destroyForcibly);
            chromium.destroyForcibly();
        }
        String printed = Files.readString(pdf, StandardCharsets.ISO_8859_1);
        assertThat(printed).as(Files.readString(directory.resolve("said"))).startsWith("%PDF-");
        return PAGE.matcher(printed).results().count();
    }
}
