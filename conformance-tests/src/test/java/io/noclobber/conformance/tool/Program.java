package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The program as it is published, in a process of its own, and what it said. */
final class Program implements AutoCloseable {
    private static final Path JAR = Path.of(System.getProperty("conformance.jar"));
    private static final long LIMIT_SECONDS = 120;
    private static final Path TERMINAL = Path.of("/usr/bin/script");

    private final Path directory;
    private final Process process;

    private Program(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts it in {@code directory}, where what it prints goes to files. */
    static Program start(Path directory, Map<String, String> environment, String... arguments) {
        return start(List.of(), directory, environment, arguments);
    }

    /** Starts it so that it hears an interrupt, which a build in the background may be told to ignore, and its children with it. */
    static Program interruptible(Path directory, Map<String, String> environment, String... arguments) {
        return start(List.of("env", "--default-signal=INT"), directory, environment, arguments);
    }

    /** Runs it to its end on a terminal of its own, as somebody sees it who has typed the command. */
    static Program runOnTerminal(Path directory, Map<String, String> environment, String... arguments)
            throws InterruptedException {
        return ended(
                launch(
                        directory,
                        environment,
                        terminal(arguments),
                        ProcessBuilder.Redirect.from(empty(directory).toFile())),
                LIMIT_SECONDS);
    }

    /** The same, where somebody types {@code answer} and the enter key once the program has asked {@code question}. */
    static Program runOnTerminal(
            Path directory, Map<String, String> environment, String question, String answer, String... arguments)
            throws InterruptedException, IOException {
        Program program = launch(directory, environment, terminal(arguments), ProcessBuilder.Redirect.PIPE);
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!program.output().contains(question)) {
            assertThat(program.process.isAlive() && System.nanoTime() < limit)
                    .as("asks %s: %s", question, program.said())
                    .isTrue();
            Thread.sleep(20);
        }
        program.process.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
        program.process.getOutputStream().flush();
        return ended(program, LIMIT_SECONDS);
    }

    private static List<String> terminal(String... arguments) {
        String line = command(arguments).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return List.of("env", "TERM=xterm", TERMINAL.toString(), "-qec", line, "/dev/null");
    }

    /** Whether there is what gives it a terminal. */
    static boolean hasTerminal() {
        return Files.isExecutable(TERMINAL);
    }

    /** Runs it to its end, in a JVM with these options. */
    static Program withJvmOptions(Path directory, List<String> options, String... arguments)
            throws InterruptedException {
        List<String> command = command(arguments);
        command.addAll(1, options);
        return ended(launch(directory, Map.of(), command), LIMIT_SECONDS);
    }

    private static Program start(
            List<String> before, Path directory, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(command(arguments));
        return launch(directory, environment, command);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // most of its time is that of starting
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Program launch(Path directory, Map<String, String> environment, List<String> command) {
        return launch(
                directory,
                environment,
                command,
                ProcessBuilder.Redirect.from(empty(directory).toFile()));
    }

    private static Program launch(
            Path directory, Map<String, String> environment, List<String> command, ProcessBuilder.Redirect input) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(input)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().remove("NOCLOBBER_PASSWORD");
        builder.environment().putAll(environment);
        try {
            return new Program(directory, builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path empty(Path directory) {
        try {
            return Files.writeString(directory.resolve("in"), "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs it to its end. */
    static Program run(Path directory, Map<String, String> environment, String... arguments)
            throws InterruptedException {
        return run(directory, LIMIT_SECONDS, environment, arguments);
    }

    /** Runs it to its end, which must come within {@code seconds}. */
    static Program run(Path directory, long seconds, Map<String, String> environment, String... arguments)
            throws InterruptedException {
        return ended(start(directory, environment, arguments), seconds);
    }

    private static Program ended(Program program, long seconds) throws InterruptedException {
        boolean ended = program.process.waitFor(seconds, TimeUnit.SECONDS);
        program.process.destroyForcibly();
        assertThat(ended).as("ended in time: %s", program.said()).isTrue();
        return program;
    }

    /** Waits for its end, which must come within {@code seconds}. */
    void await(long seconds) throws InterruptedException {
        ended(this, seconds);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** As Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** As {@code kill} does. */
    void end() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    int exit() {
        return process.exitValue();
    }

    String output() {
        return read("out");
    }

    String errors() {
        return read("err");
    }

    /** All that it said. */
    String said() {
        return output() + errors();
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
