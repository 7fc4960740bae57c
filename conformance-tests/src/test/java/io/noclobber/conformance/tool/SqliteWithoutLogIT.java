package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite file as it is made where nothing is set: without a write-ahead log, so that whoever reads keeps everybody from writing. */
class SqliteWithoutLogIT {
    private static final int LIMIT_SECONDS = 500;

    @TempDir
    private Path directory;

    @Test
    void verify_conforms() throws Exception {
        Program program = Program.run(
                directory,
                LIMIT_SECONDS,
                Map.of(),
                "verify",
                "--create",
                "--url",
                "jdbc:sqlite:" + directory.resolve("shop.db"),
                "--json",
                "report.json");

        assertThat(program.exit()).as(program.said()).isZero();
        StoredReport report = StoredReport.read(Files.readString(directory.resolve("report.json")));
        assertThat(report.open()).isEmpty();
        assertThat(report.groups()).hasSize(Group.values().length);
        assertThat(report.measured())
                .containsEntry("storm.guarded", report.measured().get("storm.steps"));
    }
}
