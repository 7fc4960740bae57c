package io.noclobber.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build has put beside the tests. */
final class Unpacked {
    private Unpacked() {}

    /** The folder of a server. */
    static Path find(String prefix) {
        Path place = Path.of(System.getProperty("test.web.servers")).toAbsolutePath();
        try (Stream<Path> folders = Files.list(place)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + prefix + "* in " + place));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The jars of the drivers. */
    static List<Path> drivers() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> jar.getFileName().toString().matches("(hsqldb|postgresql)-[0-9.]+\\.jar"))
                .toList();
    }

    /** The jar of one of them. */
    static Path driver(String name) {
        return drivers().stream()
                .filter(jar -> jar.getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no driver " + name + " among " + drivers()));
    }
}
