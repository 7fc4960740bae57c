package io.noclobber.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The commands {@code java} that there are. */
final class Java {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private Java() {}

    /** That of the JDK which runs the tests. */
    static Path own() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** That of a JDK 25 if there is one, else the same. */
    static Path newest() {
        if (!Files.isDirectory(INSTALLED)) {
            return own();
        }
        try (Stream<Path> found = Files.list(INSTALLED)) {
            return found.filter(jdk -> jdk.getFileName().toString().contains("25"))
                    .map(jdk -> jdk.resolve("bin").resolve("java"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseGet(Java::own);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
