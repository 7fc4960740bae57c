package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    /** What CI runs is what is published: a row for each database, and in it what came of each group that is tried there. */
    @ParameterizedTest
    @EnumSource
    void publishedMatrix_hasEachGroupOfEachDatabaseOfTheBuild(TestedEngine engine) throws Exception {
        List<List<String>> rows = published();
        List<String> groups = Arrays.stream(Group.values()).map(Group::toString).toList();
        assertThat(rows.get(0).stream().map(cell -> cell.replace("`", "")).toList())
                .startsWith("database", "driver", "conforms")
                .endsWith(groups.toArray(String[]::new))
                .hasSize(3 + groups.size());

        assertThat(rows)
                .filteredOn(row -> engine == named(row.get(0)))
                .singleElement()
                .satisfies(row -> {
                    for (Group group : Group.values()) {
                        String cell = row.get(3 + group.ordinal());
                        assertThat(cell.equals("not run"))
                                .as("%s: %s", group, cell)
                                .isEqualTo(!engine.groups().contains(group));
                    }
                });
    }

    @Test
    void publishedMatrix_hasNothingElse_andIsThatOfThePage() throws Exception {
        List<List<String>> rows = published();
        String html = Files.readString(Path.of("../docs/conformance.html"));

        assertThat(rows).as("with a head and a line below it").hasSize(TestedEngine.values().length + 2);
        for (Group group : Group.values()) {
            assertThat(html).contains(">" + group.title() + "<");
        }
        for (List<String> row : rows.subList(2, rows.size())) {
            assertThat(html).contains(row.get(0));
        }
    }

    /** Whose product it is; that of one may begin as that of another does. */
    private static @Nullable TestedEngine named(String database) {
        return Arrays.stream(TestedEngine.values())
                .filter(engine -> database.startsWith(engine.product()))
                .max(Comparator.comparing(engine -> engine.product().length()))
                .orElse(null);
    }

    /** The cells of the first table between the marks. */
    private static List<List<String>> published() throws IOException {
        String page = Files.readString(Path.of("../docs/conformance.md"));
        return page.substring(page.indexOf(MatrixMarkdown.BEGIN), page.indexOf(MatrixMarkdown.END))
                .lines()
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
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

    /** The exception of a missing file only says its name. */
    @Test
    void files_thatAreNotThere_areToldAsSuch() throws Exception {
        assertThat(matrix(reports().toString(), "--markdown", "no-page.md")).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be put into no-page.md: there is no such file");
        assertThat(matrix("no-report.json")).isEqualTo(2);
        assertThat(err.toString()).contains("written to its end: there is no such file");
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
