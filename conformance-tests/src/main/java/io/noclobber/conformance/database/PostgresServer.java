package io.noclobber.conformance.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of this JVM, from the binaries of one release. */
final class PostgresServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String NAME = "postgres";

    private PostgresServer() {}

    static Database start(String version) throws IOException {
        Path archive = ServerArchive.find("postgres-" + version, "amd64", "x86_64", "aarch64");
        Path run = ServerDirectory.forThisJvm("postgres-" + version);
        Path log = run.resolve("server.log");
        EmbeddedPostgres server;
        try {
            server = EmbeddedPostgres.builder()
                    .setPgBinaryResolver((system, hardware) -> binaries(archive))
                    .setOverrideWorkingDirectory(ServerDirectory.shared()
                            .resolve("postgres-" + version)
                            .toFile())
                    .setDataDirectory(run.resolve("data"))
                    .setPort(0)
                    .setPGStartupWait(START_LIMIT)
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(Redirect.appendTo(log.toFile()))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("lock_timeout", "3s")
                    .setServerConfig("statement_timeout", "30s")
                    .setServerConfig("idle_in_transaction_session_timeout", "60s")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("max_prepared_transactions", "20")
                    .setServerConfig("shared_buffers", "16MB")
                    .start();
        } catch (IOException | IllegalStateException e) {
            throw new IOException(e.getMessage() + "; its log ends:\n" + ServerArchive.tail(log), e);
        }
        RunningServers.add(server);
        return database(version, server.getPort());
    }

    private static Database database(String version, int port) {
        Engine engine = version.equals("14") ? Engine.POSTGRESQL_14 : Engine.POSTGRESQL_18;
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(NAME);
        source.setPassword(NAME);
        return new Database(engine, url, NAME, NAME, source);
    }

    private static InputStream binaries(Path archive) throws IOException {
        if (!Files.exists(archive)) {
            throw new IOException(archive + " is missing");
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(each -> each.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(archive + " holds no .txz"));
            try (InputStream content = zip.getInputStream(entry)) {
                return new ByteArrayInputStream(content.readAllBytes());
            }
        }
    }
}
