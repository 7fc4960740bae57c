package io.noclobber.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM that runs the application of the tests, and what it said. */
final class ChildJvm implements AutoCloseable {
    static final Path AGENT = Path.of(System.getProperty("agent.jar"));
    private static final long LIMIT_SECONDS = 200;

    private final Path directory;
    private final Process process;

    private ChildJvm(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** The command {@code java} of the JDK that runs this. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The same of a JDK 25, if there is one. */
    static Optional<Path> newerJava() throws IOException {
        Path place = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(place)) {
            return found.filter(jdk -> jdk.getFileName().toString().contains("25"))
                    .map(jdk -> jdk.resolve("bin").resolve("java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** Both of them. */
    static Stream<Path> eachJava() throws IOException {
        return Stream.concat(Stream.of(java()), newerJava().stream());
    }

    /** Starts {@code java} with all arguments; its outputs go to files in {@code directory}. */
    static ChildJvm start(Path directory, Path java, List<String> arguments) {
        return start(directory, java, Map.of(), arguments);
    }

    /** As above, with these variables of the environment as well. */
    static ChildJvm start(Path directory, Path java, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(directory.resolve("out").toFile())
                    .redirectError(directory.resolve("err").toFile());
            builder.environment().putAll(environment);
            return new ChildJvm(directory, builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs the application with the agent, in the given ways, to its end; gives the lines that it printed. */
    static ChildJvm application(Path directory, Path java, String options, List<String> more, String... ways)
            throws InterruptedException {
        return application("com.example.legacy.Application", AGENT, directory, java, options, more, ways);
    }

    /** The same of another application, with another agent. */
    static ChildJvm application(
            String main, Path agent, Path directory, Path java, String options, List<String> more, String... ways)
            throws InterruptedException {
        List<String> arguments = new ArrayList<>();
        arguments.add("-javaagent:" + agent + options);
        arguments.addAll(more);
        arguments.addAll(List.of("-cp", classPath("/noclobber-", "/byte-buddy-", "/caffeine", "/jsqlparser")));
        arguments.add(main);
        arguments.addAll(Arrays.asList(ways));
        ChildJvm child = start(directory, java, arguments);
        child.awaitEnd();
        return child;
    }

    /** The class path of the tests without the entries that contain one of {@code without}. */
    static String classPath(String... without) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Arrays.stream(without).noneMatch(entry.replace('\\', '/')::contains))
                .filter(entry -> !entry.contains("driver" + File.separator + "target")
                        && !entry.endsWith("agent" + File.separator + "target" + File.separator + "classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    long pid() {
        return process.pid();
    }

    /** Lets an application go on that waits for input. */
    void goOn() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    void awaitEnd() throws InterruptedException {
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("ended in time: " + errors()).isTrue();
    }

    void awaitOutput(String line) throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!output().contains(line) && process.isAlive() && System.nanoTime() < limit) {
            Thread.sleep(20);
        }
        assertThat(output()).as(errors()).contains(line);
    }

    int exit() {
        return process.exitValue();
    }

    List<String> output() {
        return read("out").lines().toList();
    }

    String errors() {
        return read("err");
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
