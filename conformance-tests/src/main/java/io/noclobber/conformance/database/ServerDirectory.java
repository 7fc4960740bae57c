package io.noclobber.conformance.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Where servers are unpacked and keep their data: {@code target/servers} of this module, or the folder
 * that the system property {@code test.servers} names. Thread-safe.
 *
 * <p>Below it each JVM has a folder {@code run/<process id>-<start time>}. Whoever finds one whose JVM
 * is gone stops what that JVM left running, by the process ids in its {@code *.pid} files, and deletes
 * it. So builds side by side leave each other alone, and a killed build leaves nothing for long.
 */
final class ServerDirectory {
    static final String PROPERTY = "test.servers";

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static boolean cleared;

    private ServerDirectory() {}

    /** The folder that all builds share. */
    static Path shared() {
        String named = System.getProperty(PROPERTY);
        return named == null ? beside() : Path.of(named).toAbsolutePath();
    }

    private static Path beside() {
        try {
            Path code = Path.of(ServerDirectory.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = code.toAbsolutePath().getParent();
            Path target = folder != null && folder.endsWith("target")
                    ? folder
                    : Path.of("target").toAbsolutePath();
            return target.resolve("servers");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new, empty folder of this JVM. */
    static Path forThisJvm(String name) throws IOException {
        LOCK.lock();
        try {
            Path runs = Files.createDirectories(shared().resolve("run"));
            if (!cleared) {
                clearAlone(runs);
                cleared = true;
            }
            return Files.createDirectories(runs.resolve(ownName()).resolve(name));
        } finally {
            LOCK.unlock();
        }
    }

    private static String ownName() {
        return nameOf(ProcessHandle.current());
    }

    private static String nameOf(ProcessHandle process) {
        return process.pid() + "-"
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** JVMs that start at the same time would delete the same files under each other's hands: one of them does it. */
    private static void clearAlone(Path runs) throws IOException {
        Path lock = runs.resolveSibling("clearing.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.tryLock()) {
            if (alone != null) {
                clear(runs);
            }
        }
    }

    private static void clear(Path runs) throws IOException {
        for (Path run : list(runs)) {
            String name = run.getFileName().toString();
            long owner = Long.parseLong(name.substring(0, name.indexOf('-')));
            Optional<ProcessHandle> process = ProcessHandle.of(owner).filter(ProcessHandle::isAlive);
            if (process.isEmpty() || !nameOf(process.get()).equals(name)) {
                for (Path server : list(run)) {
                    LeftoverServer.stop(server);
                }
                delete(run);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(ServerDirectory::deleteOne);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
