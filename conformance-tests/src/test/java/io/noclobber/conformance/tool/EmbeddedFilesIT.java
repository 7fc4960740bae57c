package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that the program itself has open, in files: what is left of it there. */
class EmbeddedFilesIT {
    @TempDir
    private Path directory;

    /** The test opens Derby itself, whose log would be left where the build runs. */
    @BeforeAll
    static void sendDerbysLogAway() throws CannotRunException {
        DerbyLog.sendAway();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !List.of("in", "out", "err").contains(name))
                    .sorted()
                    .toList();
        }
    }

    /** H2 notes there what it has refused. */
    @Test
    void verify_ofH2_leavesNothingButTheDatabase() throws Exception {
        Program program = Program.run(
                directory,
                Map.of(),
                "verify",
                "--create",
                "--url",
                "jdbc:h2:" + directory.resolve("shop"),
                "--user",
                "sa",
                "--groups",
                "deletes,transactions");

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(left()).containsExactly("shop.mv.db");
    }

    /** Its lock files would be there, and the next program would have to recover it. */
    @Test
    void databaseOfDerby_isShutDown() throws Exception {
        Path files = directory.resolve("shop");
        Program verify = Program.run(
                directory, Map.of(), "verify", "--url", "jdbc:derby:" + files + ";create=true", "--groups", "deletes");
        assertThat(verify.exit()).as(verify.said()).isZero();
        assertThat(files).isDirectoryNotContaining(file -> file.toString().endsWith(".lck"));

        Program analyze = Program.run(directory, Map.of(), "analyze", "--url", "jdbc:derby:" + files);
        assertThat(analyze.exit()).as(analyze.said()).isZero();
        assertThat(analyze.errors()).contains("Note: Derby writes its log and its lock files");
        assertThat(files).isDirectoryNotContaining(file -> file.toString().endsWith(".lck"));
        assertThat(left()).containsExactly("shop");
    }

    /** Who shuts it down before has no connection left to drop them by. */
    @Test
    void stoppedRun_dropsItsTables_beforeItShutsDerbyDown() throws Exception {
        Path files = directory.resolve("shop");
        String url = "jdbc:derby:" + files;
        try (Connection connection = DriverManager.getConnection(url + ";create=true");
                Statement statement = connection.createStatement()) {
            // it may be stopped while it waits for a lock, which by default takes longer than a run that is stopped
            // does
            statement.execute("CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.locks.waitTimeout', '2')");
        }
        shutDown(url);
        int before = tables(files);

        try (Program stopped = Program.start(directory, Map.of(), "verify", "--url", url)) {
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (tables(files) == before && System.nanoTime() - limit < 0) {
                Thread.sleep(20);
            }
            stopped.end();
            assertThat(stopped.exit()).isNotZero();
            assertThat(stopped.errors())
                    .contains("Stopped; dropping what was made.")
                    .doesNotContain("Not everything could be dropped");
        }

        assertThat(files).isDirectoryNotContaining(file -> file.toString().endsWith(".lck"));
        Program clean = Program.run(directory, Map.of(), "clean", "--dry-run", "--url", url);
        assertThat(clean.output()).contains("0 found.");
    }

    /** Derby says so behind an exception which only says that there is another one. */
    @Test
    void databaseOfDerby_thatAnotherProgramHasOpen_isToldAsSuch() throws Exception {
        String url = "jdbc:derby:" + directory.resolve("shop");
        try (Connection keeper = DriverManager.getConnection(url + ";create=true")) {
            Program analyze = Program.run(directory, Map.of(), "analyze", "--url", url);
            assertThat(analyze.exit()).as(analyze.said()).isEqualTo(2);
            assertThat(analyze.errors())
                    .contains("The files of this database are in use by another program")
                    .contains("Another instance of Derby may have already booted the database");
            assertThat(keeper.isValid(1)).isTrue();
        } finally {
            shutDown(url);
        }
    }

    private static void shutDown(String url) {
        assertThatThrownBy(() -> DriverManager.getConnection(url + ";shutdown=true"))
                .hasMessageContaining("shutdown");
    }

    /** Derby has a file for each table and index. */
    private static int tables(Path database) throws IOException {
        try (Stream<Path> files = Files.list(database.resolve("seg0"))) {
            return (int) files.count();
        }
    }
}
