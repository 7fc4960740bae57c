package io.noclobber.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JVM for one variant on one database, so that no variant is compiled for the needs of another. */
final class ChildProcess implements AutoCloseable {
    static final List<String> OPTIONS = List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC");
    private static final int LIMIT_SECONDS = 120;

    private final Process process;
    private final BufferedReader answers;
    private final OutputStream orders;

    private ChildProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        this.orders = process.getOutputStream();
    }

    static ChildProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        OPTIONS.stream(),
                        Stream.of(
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                                "-classpath",
                                System.getProperty("java.class.path"),
                                main.getName()),
                        Stream.of(arguments))
                .flatMap(part -> part)
                .toList();
        return new ChildProcess(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    String ask(String order) throws IOException {
        orders.write((order + "\n").getBytes(StandardCharsets.US_ASCII));
        orders.flush();
        return answer();
    }

    /** The next line of its output. */
    String answer() throws IOException {
        try {
            return CompletableFuture.supplyAsync(this::read)
                    .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            throw new IOException("no answer from process " + process.pid(), failed.getCause());
        }
    }

    private String read() {
        try {
            @Nullable String line = answers.readLine();
            if (line == null) {
                throw new IOException("the process ended");
            }
            return line;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() throws IOException {
        orders.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
