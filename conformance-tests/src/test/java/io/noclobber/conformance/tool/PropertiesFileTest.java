package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that analyze writes, where there is one already. */
class PropertiesFileTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int analyze(Path file, String... more) {
        List<String> all =
                new ArrayList<>(List.of("analyze", "--url", "jdbc:h2:mem:properties", "--properties", file.toString()));
        all.addAll(List.of(more));
        return Conformance.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    @Test
    void fileThatExists_isKept() throws IOException {
        Path file = Files.writeString(directory.resolve("noclobber.properties"), "compare=changed\n");

        assertThat(analyze(file)).isEqualTo(2);
        assertThat(err.toString()).contains("The file " + file + " exists already", "--overwrite");
        assertThat(out.toString()).isEmpty();
        assertThat(file).hasContent("compare=changed\n");
    }

    @Test
    void fileThatExists_isReplacedWhereThatIsAskedFor() throws IOException {
        Path file = Files.writeString(directory.resolve("noclobber.properties"), "compare=changed\n".repeat(1_000));

        assertThat(analyze(file, "--overwrite")).as(err.toString()).isZero();
        assertThat(Files.readString(file)).contains("H2").doesNotContain("compare=changed\ncompare");
    }

    @Test
    void fileThatDoesNotExist_isWritten() {
        Path file = directory.resolve("noclobber.properties");

        assertThat(analyze(file)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Written to " + file);
        assertThat(file).exists();
    }
}
