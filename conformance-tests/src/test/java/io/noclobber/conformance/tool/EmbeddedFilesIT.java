package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that the program itself has open, in files: what is left of it there. */
class EmbeddedFilesIT {
    @TempDir
    private Path directory;

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
}
