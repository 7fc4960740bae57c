package io.noclobber.conformance.database;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.mariadb.jdbc.MariaDbDataSource;

/** A MariaDB server of this JVM, a child process that listens on the loopback interface only. */
final class MariaDbServer implements AutoCloseable {
    private static final String NAME = "mariadb-11.4";
    private static final int START_SECONDS = 60;

    private final Process process;

    private MariaDbServer(Process process) {
        this.process = process;
    }

    static Database start() throws IOException, InterruptedException, SQLException {
        Path base = unpack(ServerArchive.find(NAME, "amd64", "x86_64"));
        Path run = ServerDirectory.forThisJvm(NAME);
        Path log = run.resolve("server.log");
        Path data = run.resolve("data");
        install(base, data, log);
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(base + "/bin/mariadbd", "--no-defaults"));
        command.addAll(asUser());
        command.addAll(List.of(
                "--basedir=" + base,
                "--datadir=" + data,
                "--tmpdir=" + run,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + "server.sock",
                "--pid-file=" + run.resolve("server.pid"),
                "--performance-schema=OFF",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-lock-wait-timeout=3",
                "--lock-wait-timeout=10",
                "--max-statement-time=30",
                "--character-set-server=utf8mb4"));
        MariaDbServer server = new MariaDbServer(launch(command, log));
        RunningServers.add(server);
        Database database = database(port);
        server.await(database, log);
        return database;
    }

    private static Database database(int port) throws SQLException {
        String url = "jdbc:mariadb://127.0.0.1:" + port + "/conformance?createDatabaseIfNotExist=true";
        MariaDbDataSource source = new MariaDbDataSource(url);
        source.setUser("root");
        source.setPassword("");
        return new Database(Engine.MARIADB, url, "root", "", source);
    }

    private static void install(Path base, Path data, Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(base + "/scripts/mariadb-install-db", "--no-defaults"));
        command.addAll(asUser());
        command.addAll(List.of(
                "--basedir=" + base,
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db"));
        Process install = launch(command, log);
        if (!install.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            LeftoverServer.stop(install.toHandle());
            throw new IOException(
                    "mariadb-install-db took over " + START_SECONDS + " s; its log ends:\n" + ServerArchive.tail(log));
        }
        if (install.exitValue() != 0) {
            throw new IOException("mariadb-install-db failed; its log ends:\n" + ServerArchive.tail(log));
        }
    }

    /** The server refuses to run as root unless told so. */
    private static List<String> asUser() {
        String user = System.getProperty("user.name");
        return user.equals("root") ? List.of("--user=root") : List.of();
    }

    private static Process launch(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }

    private void await(Database database, Path log) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
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
                "no connection within " + START_SECONDS + " s; its log ends:\n" + ServerArchive.tail(log), last);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Unpacks what the server needs, once until the next {@code mvn clean}. */
    private static Path unpack(Path archive) throws IOException {
        Path base = ServerDirectory.shared().resolve(NAME);
        if (Files.exists(base)) {
            return base;
        }
        Path fresh = ServerDirectory.forThisJvm(NAME + "-unpacking");
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().filter(MariaDbServer::isNeeded).toList()) {
                Path target = fresh.resolve(relative(entry)).normalize();
                Files.createDirectories(target.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, target);
                }
                if (!target.startsWith(fresh.resolve("share"))
                        && !target.toFile().setExecutable(true)) {
                    throw new IOException(target + " could not be made executable");
                }
            }
        }
        // Moved when complete, so that nobody ever sees half of it.
        return Files.move(fresh, base, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isNeeded(ZipEntry entry) {
        String path = relative(entry);
        return !entry.isDirectory()
                && (path.equals("bin/mariadbd")
                        || path.equals("bin/my_print_defaults")
                        || path.equals("bin/resolveip")
                        || path.startsWith("scripts/")
                        || (path.startsWith("share/") && !path.endsWith(".jar")));
    }

    private static String relative(ZipEntry entry) {
        String marker = "/linux/";
        int at = entry.getName().indexOf(marker);
        return at < 0 ? "" : entry.getName().substring(at + marker.length());
    }

    @Override
    public void close() {
        LeftoverServer.stop(process.toHandle());
    }

    @Override
    public String toString() {
        return NAME + " (process " + process.pid() + ")";
    }
}
