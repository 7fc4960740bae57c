package io.noclobber.conformance.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.firebirdsql.ds.FBSimpleDataSource;

/**
 * Starts a Firebird 3 server that listens on the loopback interface only. Its binaries are those of a
 * Debian package; its configuration, its users and all that it writes are in a folder of this JVM.
 */
final class FirebirdServer {
    private static final String NAME = "firebird-3.0";
    private static final String PACKAGE = "firebird3.0-server";
    private static final Path SERVER = Path.of("/usr/sbin/firebird");
    private static final Path SQL = Path.of("/usr/bin/isql-fb");
    private static final Path SECURITY = Path.of("/usr/share/firebird/3.0/security.sql");
    private static final String LIBRARIES = "firebird/3.0";
    private static final String USER = "SYSDBA";
    private static final String PASSWORD = "masterkey";

    private FirebirdServer() {}

    static Database start() throws IOException, InterruptedException, SQLException {
        Path libraries = libraries();
        Path root = ServerDirectory.forThisJvm(NAME);
        Path log = root.resolve("server.log");
        int port = ServerProcess.freePort();
        configure(root, libraries, port);
        Map<String, String> environment =
                Map.of("FIREBIRD", root.toString(), "FIREBIRD_LOCK", root.toString(), "FIREBIRD_TMP", root.toString());
        ServerProcess.run(
                List.of(SQL.toString(), "-q", "-user", USER, "-i", addUser(root).toString()), environment, log);
        ServerProcess server = ServerProcess.start(NAME, List.of(SERVER.toString()), environment, log);
        Files.writeString(root.resolve("server.pid"), server.id() + "\n");
        Database database = database(port, root.resolve("conformance.fdb"));
        server.await(database);
        return database;
    }

    private static Path libraries() throws IOException {
        if (!Files.isExecutable(SERVER) || !Files.isExecutable(SQL) || !Files.isReadable(SECURITY)) {
            throw new EngineUnavailableException("not installed: apt-get install " + PACKAGE);
        }
        try (Stream<Path> architectures = Files.list(Path.of("/usr/lib"))) {
            return architectures
                    .map(each -> each.resolve(LIBRARIES))
                    .filter(each -> Files.isDirectory(each.resolve("plugins")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no folder " + LIBRARIES + " below /usr/lib"));
        }
    }

    /** The server takes all from the folder that it is told, so what it needs is brought there. */
    private static void configure(Path root, Path libraries, int port) throws IOException {
        Path users = root.resolve("security3.fdb");
        Files.writeString(
                root.resolve("firebird.conf"),
                String.join(
                        "\n",
                        "ServerMode = Super",
                        "RemoteBindAddress = 127.0.0.1",
                        "RemoteServicePort = " + port,
                        "SecurityDatabase = " + users,
                        "AuthServer = Srp",
                        "UserManager = Srp",
                        "DatabaseAccess = Restrict " + root,
                        "UdfAccess = None",
                        "MaxUnflushedWrites = -1",
                        "MaxUnflushedWriteTime = -1",
                        ""));
        Files.writeString(root.resolve("databases.conf"), "security.db = " + users + "\n{\nRemoteAccess = false\n}\n");
        Files.writeString(root.resolve("plugins.conf"), "");
        Files.createSymbolicLink(root.resolve("plugins"), libraries.resolve("plugins"));
        Files.createSymbolicLink(root.resolve("firebird.msg"), libraries.resolve("firebird.msg"));
        // a link to the folder of character sets is not followed
        Path characters = Files.createDirectory(root.resolve("intl"));
        for (String file : List.of("libfbintl.so", "fbintl.conf")) {
            Files.copy(libraries.resolve("intl").resolve(file), characters.resolve(file));
        }
    }

    private static Path addUser(Path root) throws IOException {
        return Files.writeString(
                root.resolve("security.sql"),
                String.join(
                        "\n",
                        "CREATE DATABASE '" + root.resolve("security3.fdb") + "';",
                        "INPUT '" + SECURITY + "';",
                        "COMMIT;",
                        "CREATE USER " + USER + " PASSWORD '" + PASSWORD + "';",
                        "COMMIT;",
                        ""));
    }

    private static Database database(int port, Path file) throws SQLException {
        String name = "//127.0.0.1:" + port + "/" + file;
        FBSimpleDataSource source = new FBSimpleDataSource();
        source.setDatabaseName(name);
        source.setUser(USER);
        source.setPassword(PASSWORD);
        source.setCharSet("UTF-8");
        source.setCreateDatabaseIfNotExist(true);
        // the database is thrown away after the tests: a commit need not wait for the disk
        source.setNonStandardProperty("isc_dpb_force_write=0");
        String url = "jdbc:firebird:" + name + "?charSet=UTF-8&createDatabaseIfNotExist=true";
        return new Database(Engine.FIREBIRD, url, USER, PASSWORD, source);
    }
}
