package io.noclobber.conformance.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A server that outlived the JVM that started it. */
final class LeftoverServer {
    private static final int STOP_SECONDS = 15;
    private static final List<String> SERVERS = List.of("/postgres", "/mariadbd", "/mysqld", "/firebird");

    private LeftoverServer() {}

    /** Stops the server whose process id the folder tells, if it still runs. */
    static void stop(Path folder) throws IOException {
        Path file = folder.resolve("data").resolve("postmaster.pid");
        if (!Files.exists(file)) {
            file = folder.resolve("server.pid");
        }
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            Optional<ProcessHandle> process = lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
            process.filter(LeftoverServer::isServer).ifPresent(LeftoverServer::stop);
        }
    }

    /** The process id may have gone to somebody else since. */
    private static boolean isServer(ProcessHandle process) {
        String command = process.info().command().orElse("");
        return SERVERS.stream().anyMatch(command::endsWith);
    }

    /** Asks the process to end, and ends it if it does not in time. */
    static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly();
        }
    }
}
