package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixTest {
    private static final String FRAME =
            "before\n" + MatrixMarkdown.BEGIN + "\nold\n" + MatrixMarkdown.END + "\nafter\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int matrix(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "matrix";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Conformance.run(new PrintWriter(out), new PrintWriter(err), all);
    }

    private static RunReport holding() {
        return Reports.report(
                List.of(),
                List.of(
                        new Tried(
                                Group.LOST_UPDATES,
                                "LostUpdate",
                                "update_rowUnchanged_isDone",
                                true,
                                Outcome.HELD,
                                3,
                                ""),
                        new Tried(
                                Group.LOST_UPDATES, "LostUpdate", "update_x", true, Outcome.NOT_TRIED, 3, "no right")),
                Map.of(
                        "overhead.read-one.rounds", "31",
                        "overhead.read-one.bare", "80 100 140",
                        "overhead.read-one.guarded", "110 123 150",
                        "overhead.read-one.ratio", "1.1 1.23 1.5"));
    }

    private Path reports() throws Exception {
        Path reports = Files.createDirectory(folder.resolve("reports"));
        Files.writeString(reports.resolve("a.json"), JsonReport.of(Reports.failing()));
        Files.writeString(reports.resolve("b.json"), JsonReport.of(holding()));
        Files.writeString(reports.resolve("c.xml"), "not read");
        return reports;
    }

    @Test
    void reports_ofAFolder_areWrittenBetweenTheMarks() throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), FRAME);
        Path html = folder.resolve("page.html");

        int code = matrix(reports().toString(), "--markdown", page.toString(), "--html", html.toString());

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("2 reports.");
        assertThat(Files.readString(page))
                .startsWith("before\n" + MatrixMarkdown.BEGIN + "\n| database | driver | conforms | `lost-updates` |")
                .endsWith(MatrixMarkdown.END + "\nafter\n")
                .doesNotContain("old")
                .contains("| Shop \"8\" 😀 | Shop Driver 1 | **no** | 1 of 2 failed | 0, 1 not tried | not run |")
                .contains("| Shop \"8\" 😀 | Shop Driver 1 | yes | 1, 1 not tried | not run |")
                .contains("**Shop \"8\" 😀:** It loses deletions.")
                .contains("Nothing could be tried of the group deletes.")
                .contains("**Shop \"8\" 😀:** Failed: update, row changed since read: is refused")
                .contains("| 1.23 (1.10 to 1.50) | – | – | – | – |")
                .contains("613 and 2000 of 2000");
        assertThat(Files.readString(html))
                .contains(
                        "It holds on 1 of 2",
                        "✗ does not conform",
                        "✓ conforms",
                        "1 of 2 failed",
                        "It loses deletions.")
                .contains("Shop &quot;8&quot; 😀", "1.23 (1.10 to 1.50)")
                .doesNotContain("http");
    }

    @Test
    void report_ofWhichAGroupWasNotTried_isOpen() throws Exception {
        RunReport open = Reports.report(
                List.of(),
                List.of(
                        new Tried(Group.LOST_UPDATES, "LostUpdate", "update_x", true, Outcome.HELD, 3, ""),
                        new Tried(Group.BATCHES, "Batch", "batch_x", true, Outcome.NOT_TRIED, 3, "no right")),
                Map.of());
        Path report = Files.writeString(folder.resolve("open.json"), JsonReport.of(open));
        Path html = folder.resolve("open.html");

        assertThat(matrix(report.toString(), "--html", html.toString())).isZero();
        assertThat(out.toString()).contains("| **open** | 1 |", "Nothing could be tried of the group batches.");
        assertThat(Files.readString(html)).contains("open\">– could not be tried as a whole", "It holds on 0 of 1");
    }

    /** What CI runs is what is published. */
    @ParameterizedTest
    @EnumSource
    void publishedMatrix_hasARowForEachDatabaseOfTheBuild(TestedEngine engine) throws Exception {
        String page = Files.readString(Path.of("../docs/conformance.md"));
        String html = Files.readString(Path.of("../docs/conformance.html"));

        assertThat(page).contains("\n| " + engine.product());
        assertThat(html).contains(engine.product());
    }

    @Test
    void reports_withoutAFile_areWrittenToTheOutput() throws Exception {
        assertThat(matrix(reports().resolve("b.json").toString())).isZero();
        assertThat(out.toString()).startsWith("| database |").contains("| yes |", "1 reports.");
    }

    /** That the bare driver loses changes is no result of noclobber. */
    @Test
    void report_ofANegativeControl_isLeftOut() throws Exception {
        Path reports = reports();
        String bare = JsonReport.of(Reports.failing()).replace("\"control\": \"none\"", "\"control\": \"bare\"");
        Files.writeString(reports.resolve("a.json"), bare);

        assertThat(matrix(reports.toString())).isZero();
        assertThat(out.toString()).contains("1 reports.").doesNotContain("**no**");
        assertThat(err.toString()).contains("a.json is of a negative control (bare)", "says nothing of noclobber");

        assertThat(matrix(reports.resolve("a.json").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("There is no report in ");
    }

    @Test
    void file_withoutMarks_isLeftAlone() throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), "no marks");

        assertThat(matrix(reports().toString(), "--markdown", page.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be put into " + page, MatrixMarkdown.BEGIN);
        assertThat(Files.readString(page)).isEqualTo("no marks");
    }

    @Test
    void report_ofARunThatWasEnded_isNamed() throws Exception {
        Path empty = Files.writeString(folder.resolve("ended.json"), "");

        assertThat(matrix(empty.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("ended.json is no report that verify --json has written to its end");
        assertThat(matrix(Files.createDirectory(folder.resolve("none")).toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("There is no report in ");
        assertThatIllegalArgumentException().isThrownBy(() -> MatrixMarkdown.within("x", new Matrix(List.of())));
    }
}
