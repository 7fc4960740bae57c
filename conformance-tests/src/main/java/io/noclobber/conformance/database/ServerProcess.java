package io.noclobber.conformance.database;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A database server of this JVM, a child process that ends with it. */
final class ServerProcess implements AutoCloseable {
    private static final int START_SECONDS = 60;

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the server that {@code command} runs.
     *
     * @param environment what its environment has besides that of this JVM
     * @param log where its output goes
     */
    static ServerProcess start(String name, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ServerProcess server = new ServerProcess(name, launch(command, environment, log), log);
        RunningServers.add(server);
        return server;
    }

    /** Runs {@code command} to its end. */
    static void run(List<String> command, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        Process process = launch(command, environment, log);
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            LeftoverServer.stop(process.toHandle());
            throw new IOException(
                    command.get(0) + " took over " + START_SECONDS + " s; its log ends:\n" + ServerArchive.tail(log));
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.get(0) + " failed; its log ends:\n" + ServerArchive.tail(log));
        }
    }

    private static Process launch(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Its process id, for servers that do not write it down. */
    long id() {
        return process.pid();
    }

    /** Waits until {@code database} takes connections. */
    void await(Database database) throws IOException, InterruptedException {
        await(database, START_SECONDS);
    }

    /** Waits until {@code database} takes connections, for so many seconds at most. */
    void await(Database database, int seconds) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        SQLException last = null;
        while (process.isAlive() && System.nanoTime() < limit) {
            try (Connection connection = database.connect()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                last = e;
                Thread.sleep(50);
            }
        }
        close();
        throw new IOException(
                "no connection within " + seconds + " s; its log ends:\n" + ServerArchive.tail(log), last);
    }

    /** Waits until it says {@code line}, for so many seconds at most. */
    void await(String line, int seconds) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (process.isAlive() && System.nanoTime() < limit) {
            if (Files.readAllLines(log).contains(line)) {
                return;
            }
            Thread.sleep(50);
        }
        close();
        throw new IOException("not up within " + seconds + " s; its log ends:\n" + ServerArchive.tail(log));
    }

    /** A port of the loopback interface that nobody listened on a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        LeftoverServer.stop(process.toHandle());
    }

    @Override
    public String toString() {
        return name + " (process " + process.pid() + ")";
    }
}
