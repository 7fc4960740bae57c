package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    @TempDir
    private Path folder;

    /** A run that ends without a report would leave it to be taken for its own. */
    @Test
    void reportOfAnOlderRun_isGoneWhenANewOneBegins() throws Exception {
        Path json = Files.writeString(folder.resolve("a.json"), "the last one");
        Path html = folder.resolve("a.html");
        ReportFiles files = new ReportFiles(json, null, html);

        files.begin();

        assertThat(json).doesNotExist();
        assertThat(html).doesNotExist();
        files.write(Reports.report(
                List.of(), List.of(new Tried(Group.DELETES, "X", "y", true, Outcome.HELD, 1, "")), Map.of()));
        assertThat(json).content().contains("\"verdict\": \"conforms\"");
        assertThat(html).content().contains("Conforms");
    }

    @Test
    void fileThatIsNamedTwice_isRefused() throws Exception {
        Path file = folder.resolve("report");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

        for (Path other : List.of(file, folder.resolve("x/../report"), link.resolve("report"))) {
            assertThatThrownBy(() -> new ReportFiles(file, null, other))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining("to the same file, ")
                    .hasMessageContaining("Give each of --json, --junit and --html its own");
        }
        assertThat(new ReportFiles(file, folder.resolve("report.xml"), folder.resolve("report.html")))
                .isNotNull();
    }

    @Test
    void fileThatCannotBeWritten_isRefusedBeforeOthersAreDeleted() throws Exception {
        Path json = Files.writeString(folder.resolve("a.json"), "the last one");
        ReportFiles files = new ReportFiles(json, folder.resolve("nowhere/a.xml"), null);

        assertThatThrownBy(files::begin).isInstanceOf(CannotRunException.class).hasMessageContaining("nowhere");
        assertThat(json).hasContent("the last one");
    }
}
