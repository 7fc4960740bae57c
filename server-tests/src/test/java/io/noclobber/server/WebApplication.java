package io.noclobber.server;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The applications of {@code src}, compiled against the classes of the server that they are for: their sources name {@code javax.servlet},
 * which newer servers call {@code jakarta.servlet}.
 */
final class WebApplication {
    private static final Path SOURCES = Path.of("src");

    private WebApplication() {}

    /**
     * Makes the folder of an application.
     *
     * @param name of its folder below {@code src}
     * @param api the jars that it is compiled against
     * @param jakarta whether these are the newer ones
     */
    static void assemble(String name, Path folder, List<Path> api, boolean jakarta) throws IOException {
        Path sources = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-source"));
        List<String> arguments = new ArrayList<>(List.of(
                "--release",
                "8",
                "-Xlint:-options",
                "-encoding",
                "UTF-8",
                "-cp",
                api.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                "-d",
                Files.createDirectories(folder.resolve("WEB-INF").resolve("classes"))
                        .toString()));
        for (Path file : files(SOURCES.resolve(name).resolve("java"))) {
            Path copy = sources.resolve(file.getFileName().toString());
            String text = Files.readString(file);
            Files.writeString(copy, jakarta ? text.replaceAll("javax\\.(servlet|transaction)\\b", "jakarta.$1") : text);
            arguments.add(copy.toString());
        }
        compile(arguments);
        copy(SOURCES.resolve(name).resolve("web"), folder);
    }

    /** Makes a copy of an application that has its driver inside it. */
    static void copyWithDriver(Path application, Path copy, Path driver) throws IOException {
        copy(application, copy);
        Path library = Files.createDirectories(copy.resolve("WEB-INF").resolve("lib"));
        Files.copy(driver, library.resolve(driver.getFileName()));
    }

    /** Puts the files of a folder into another one. */
    static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    private static void compile(List<String> arguments) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this test needs a JDK: there is no compiler in this Java");
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (compiler.run(null, said, said, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException(
                    "the web application does not compile:\n" + said.toString(StandardCharsets.UTF_8));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
