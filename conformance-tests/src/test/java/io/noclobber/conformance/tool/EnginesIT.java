package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.EngineUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

/** The whole of {@code verify}, from the jar and as a process, on each database that we have. Its reports stay. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class EnginesIT {
    private static final Path REPORTS = Path.of(System.getProperty("conformance.reports"));
    private static final long LIMIT_SECONDS = TimeUnit.MINUTES.toSeconds(15);

    /** What DuckDB's own driver refuses, as docs/conformance.md says. */
    private static final String OF_DUCKDB = "two threads";

    /** What fails on Ignite, as docs/databases.md says. */
    private static final List<String> OF_IGNITE = List.of(
            "condition comes to hold meanwhile", "that fetches its keys by and by", "given as other number type");

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void verify_ofEachDatabase_givesItsTrueVerdict(TestedEngine engine, @TempDir Path directory) throws Exception {
        Program program = verify(engine, directory);

        String json = Files.readString(report(engine, "json"));
        StoredReport report = StoredReport.read(json);
        assertThat(report.subject().get("Database")).startsWith(engine.product());
        assertThat(report.groups().keySet())
                .containsExactlyElementsOf(
                        engine.groups().stream().map(Group::toString).toList());
        assertThat(report.groups().values())
                .allSatisfy(group -> assertThat(group.held()).isPositive());
        assertThat(failuresForBuildServers(engine))
                .as("what failed, and what the database itself lets pass")
                .isEqualTo(report.groups().values().stream()
                                .mapToLong(StoredReport.Counts::failed)
                                .sum()
                        + report.gaps().size());
        if (engine == TestedEngine.DUCKDB) {
            assertDoesNotConform(
                    engine, "updates a row that another, which overlaps with it, deletes", program, report);
            assertThat(report.failures())
                    .allSatisfy(failure -> assertThat(failure).contains(OF_DUCKDB));
        } else if (engine == TestedEngine.IGNITE) {
            assertDoesNotConform(engine, "a change that is not committed when the write begins", program, report);
            assertThat(report.failures())
                    .allSatisfy(failure -> assertThat(OF_IGNITE).anyMatch(failure::contains));
        } else {
            assertThat(program.exit()).as(tail(program)).isZero();
            assertThat(report.verdict()).isEqualTo("conforms");
            assertThat(report.failures()).isEmpty();
            assertThat(report.gaps()).isEmpty();
            assertThat(report.groups().values())
                    .allSatisfy(group -> assertThat(group.failed()).isZero());
        }
        if (engine == TestedEngine.GALERA) {
            assertThat(program.output())
                    .contains("wsrep_sync_wait=0", "before another node's last commits", "at commit");
        }
    }

    private static Program verify(TestedEngine engine, Path directory) throws Exception {
        TestedEngine.Target target = target(engine, directory);
        Files.createDirectories(REPORTS);
        List<String> arguments = new ArrayList<>(List.of("verify", "--url", target.url()));
        if (!target.user().isEmpty()) {
            arguments.addAll(List.of("--user", target.user()));
        }
        arguments.addAll(List.of(
                "--groups", engine.groups().stream().map(Group::toString).collect(Collectors.joining(","))));
        target.drivers().forEach(jar -> arguments.addAll(List.of("--driver", jar.toString())));
        for (String format : List.of("json", "html", "junit")) {
            arguments.addAll(List.of("--" + format, report(engine, format).toString()));
        }
        Program program = Program.run(
                directory,
                LIMIT_SECONDS,
                Map.of("NOCLOBBER_PASSWORD", target.password()),
                arguments.toArray(String[]::new));
        assertThat(program.exit()).as(program.said()).isNotEqualTo(2);
        return program;
    }

    private static TestedEngine.Target target(TestedEngine engine, Path directory) throws Exception {
        try {
            return engine.start(directory);
        } catch (EngineUnavailableException unavailable) {
            return abort(engine + ": " + unavailable.getMessage());
        }
    }

    /** How many tests failed by the report in JUnit's form; that it can be read is part of it. */
    private static long failuresForBuildServers(TestedEngine engine) throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report(engine, "junit").toFile());
        long failures = xml.getElementsByTagName("failure").getLength();
        assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo(String.valueOf(failures));
        assertThat(xml.getElementsByTagName("testcase").getLength()).isPositive();
        return failures;
    }

    private static Path report(TestedEngine engine, String format) {
        return REPORTS.resolve(engine.file() + (format.equals("junit") ? ".xml" : "." + format));
    }

    /** The reason stands in each report, and nothing else is wrong but what the documents say. */
    private static void assertDoesNotConform(TestedEngine engine, String reason, Program program, StoredReport report)
            throws Exception {
        assertThat(program.exit()).as(tail(program)).isOne();
        assertThat(program.output()).contains("does not conform", reason);
        assertThat(report.verdict()).isEqualTo("does not conform");
        assertThat(report.exitCode()).isOne();
        assertThat(report.headline()).contains(reason);
        assertThat(report.gaps()).singleElement().asString().contains(reason);
        assertThat(Files.readString(report(engine, "html"))).contains("Does not conform", reason);
    }

    private static String tail(Program program) {
        List<String> lines = program.said().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }
}
