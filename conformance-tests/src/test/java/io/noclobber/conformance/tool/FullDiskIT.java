package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that has no room, for the database or for the report. SQLite is told how many pages there are. */
class FullDiskIT {
    @TempDir
    private Path directory;

    private Program verify(String... arguments) throws InterruptedException {
        return Program.run(directory, Map.of(), arguments);
    }

    private String sqlite(int pages) {
        return "jdbc:sqlite:" + directory.resolve("shop.db") + "?synchronous=OFF&max_page_count=" + pages;
    }

    @Test
    void databaseWithoutAnyRoom_isSaidSo() throws Exception {
        Program program = verify("verify", "--create", "--url", sqlite(1), "--groups", "deletes");

        assertThat(program.exit()).as(program.said()).isEqualTo(2);
        assertThat(program.errors())
                .contains("A first table could not be made", "the disk some room", "database or disk is full")
                .doesNotContain("\tat ");
    }

    @Test
    void databaseThatIsFullInTheMiddle_isSaidSoAndIsNoVerdict() throws Exception {
        Program program = verify(
                "verify", "--create", "--url", sqlite(20), "--groups", "values,deletes", "--json", "report.json");

        assertThat(program.exit()).as(program.said()).isEqualTo(2);
        assertThat(program.errors())
                .contains("The database has no room left, which tells nothing of noclobber", "database or disk is full")
                .doesNotContain("\tat ");
        assertThat(program.output()).doesNotContain("conform:").doesNotContain("Changes can be lost");
        assertThat(directory.resolve("report.json")).doesNotExist();
        try (Connection connection = DriverManager.getConnection(sqlite(1000));
                ResultSet tables = connection.getMetaData().getTables(null, null, "noclobber%", null)) {
            assertThat(tables.next()).as("tables left").isFalse();
        }
    }

    @Test
    void reportWithoutRoom_isSaidSoAfterTheVerdict() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only Linux has a device that is always full");
        Program program = verify("verify", "--url", "jdbc:h2:mem:x", "--groups", "deletes", "--json", full.toString());

        assertThat(program.exit()).as(program.said()).isEqualTo(2);
        assertThat(program.output()).contains("conforms: ", "none failed");
        assertThat(program.errors())
                .contains("The report /dev/full cannot be written", "have room")
                .doesNotContain("\tat ");
    }

    @Test
    void reportInAFolderThatIsNotThere_isSaidSoBeforeTheRun() throws Exception {
        Program program =
                verify("verify", "--url", "jdbc:h2:mem:x", "--groups", "deletes", "--html", "nowhere/report.html");

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.errors()).contains("nowhere/report.html cannot be written", "folder must exist");
        assertThat(program.output()).isEmpty();
    }
}
