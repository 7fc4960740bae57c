package io.noclobber.conformance.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.mariadb.jdbc.MariaDbDataSource;

/** Starts a MariaDB server that listens on the loopback interface only. */
final class MariaDbServer {
    private static final String NAME = "mariadb-11.4";

    private MariaDbServer() {}

    static Database start() throws IOException, InterruptedException, SQLException {
        Path base = unpack(ServerArchive.find(NAME, "amd64", "x86_64"));
        Path run = ServerDirectory.forThisJvm(NAME);
        Path log = run.resolve("server.log");
        Path data = run.resolve("data");
        install(base, data, log);
        int port = ServerProcess.freePort();
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
                // it would make a key of 4,096 bits at each start, a minute's work on a busy machine
                "--skip-ssl",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-lock-wait-timeout=3",
                "--lock-wait-timeout=10",
                "--max-statement-time=30",
                "--character-set-server=utf8mb4"));
        ServerProcess server = ServerProcess.start(NAME, command, Map.of(), log);
        Database database = database(port);
        server.await(database);
        return database;
    }

    /** The server of that port, with a schema of its own, which is made if it is missing. */
    static Database database(int port) throws SQLException {
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
        ServerProcess.run(command, Map.of(), log);
    }

    /** The server refuses to run as root unless told so. */
    static List<String> asUser() {
        String user = System.getProperty("user.name");
        return user.equals("root") ? List.of("--user=root") : List.of();
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
        try {
            return Files.move(fresh, base, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (Files.exists(base)) {
                return base; // another JVM was faster
            }
            throw e;
        }
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
}
