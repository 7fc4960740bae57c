package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is named as a driver and is none: what is wrong with it is said. */
class DriverJarsTest {
    @TempDir
    private Path directory;

    private void assertRefused(Path jar, String... what) {
        for (List<Path> named : List.of(List.of(jar), List.<Path>of())) {
            Path folder = named.isEmpty() ? directory : directory.resolve("nowhere");
            if (named.isEmpty() && !jar.toString().endsWith(".jar")) {
                continue;
            }
            assertThatThrownBy(() -> DriverJars.provide("jdbc:oracle:thin:@//db/shop", named, folder))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining(jar.toString())
                    .hasMessageContainingAll(what);
        }
    }

    @Test
    void fileThatIsNotThere_isNamed() {
        Path jar = directory.resolve("ojdbc");
        assertRefused(jar, "there is no such file", "Give --driver the path of a jar that exists");
    }

    @Test
    void text_isNoJar() throws IOException {
        assertRefused(
                Files.writeString(directory.resolve("ojdbc.jar"), "<html>404 Not Found</html>"),
                "is no jar, or one that is broken",
                "downloaded to its end");
    }

    @Test
    void emptyFile_isNoJar() throws IOException {
        assertRefused(Files.createFile(directory.resolve("ojdbc.jar")), "is no jar, or one that is broken");
    }

    @Test
    void halfAJar_isBroken() throws IOException {
        Path jar = jar("whole.jar", "META-INF/services/java.sql.Driver");
        byte[] bytes = Files.readAllBytes(jar);
        Files.delete(jar);
        Path half = Files.write(directory.resolve("ojdbc.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(half, "is no jar, or one that is broken");
    }

    @Test
    void folder_isNoJar() throws IOException {
        assertRefused(Files.createDirectory(directory.resolve("ojdbc.jar")), "is a folder", "--drivers");
    }

    @Test
    void jarWithoutADriver_isToldSo() throws IOException {
        Path sources = jar("ojdbc-sources.jar", "oracle/Driver.java");
        assertThatThrownBy(() -> DriverJars.provide(
                        "jdbc:oracle:thin:@//db/shop", List.of(sources), directory.resolve("nowhere")))
                .hasMessageContainingAll(
                        "There is no driver in " + sources, "META-INF/services/java.sql.Driver", "sources");
    }

    private Path jar(String name, String entry) throws IOException {
        Path jar = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.closeEntry();
        }
        assertThat(jar).exists();
        return jar;
    }
}
