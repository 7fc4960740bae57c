package io.noclobber.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, on the loopback interface, with the application once for each database. */
final class RunningServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final long STOP_SECONDS = 15;

    private final Process process;
    private final Path output;
    private final int port;
    private final Instant begun;

    private RunningServer(Process process, Path output, int port, Instant begun) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.begun = begun;
    }

    /**
     * Starts it, and waits until each application answers.
     *
     * @param base an empty folder
     * @param jvm the arguments of {@code java} that come first
     * @param databases by context paths
     */
    static RunningServer start(ServerKind kind, Path base, List<String> jvm, Map<String, ShopDatabase> databases)
            throws IOException, InterruptedException {
        Map<String, Path> applications = new LinkedHashMap<>();
        Path application = base.resolve("shop");
        WebApplication.assemble("war", application, List.of(kind.api()), kind.jakarta());
        databases.keySet().forEach(path -> applications.put(path, application));
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(kind.java().toString());
        command.addAll(jvm);
        command.addAll(kind.prepare(base, port, applications, databases));
        Path output = base.resolve("output.txt");
        Instant begun = Instant.now();
        Process process = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        RunningServer server = new RunningServer(process, output, port, begun);
        try {
            for (String path : databases.keySet()) {
                server.await(path);
            }
            return server;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await(String path) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(START)
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(application(path) + "/edit?id=0"))
                .timeout(START)
                .build();
        long end = System.nanoTime() + START.toNanos();
        int status = 0;
        while (System.nanoTime() < end && process.isAlive() && status != 200) {
            try {
                status = client.send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode();
            } catch (IOException notYet) {
                status = -1;
            }
            if (status != 200) {
                Thread.sleep(10);
            }
        }
        if (status != 200) {
            throw new IllegalStateException(
                    "the server did not answer for " + path + " (" + status + "). It said:\n" + said());
        }
    }

    URI application(String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }

    long pid() {
        return process.pid();
    }

    /** How many objects of a class are reachable in it. */
    int objects(String className) throws IOException, InterruptedException {
        Path found = Files.createTempFile("objects", ".txt");
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .redirectOutput(found.toFile())
                    .start();
            if (!jcmd.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                jcmd.destroyForcibly();
                throw new IOException("jcmd took too long");
            }
            for (String line : Files.readAllLines(found)) {
                String[] words = line.strip().split("\\s+");
                if (words.length > 3 && words[3].equals(className)) {
                    return Integer.parseInt(words[1]);
                }
            }
            return 0;
        } finally {
            Files.delete(found);
        }
    }

    /** When its process was started. */
    Instant begun() {
        return begun;
    }

    /** All that it has printed. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            return "nothing that can be read: " + failure;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
