package io.noclobber.conformance.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the program, from its jar and as a process, beside a server that those of one class share. */
abstract class ProgramOnServer {
    static final Map<String, String> PASSWORD = Map.of("NOCLOBBER_PASSWORD", HsqldbServer.PASSWORD);
    static final Map<String, String> NONE = Map.of();
    static final String IN_MEMORY = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1";

    static HsqldbServer server;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = new HsqldbServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    final Program onServer(String... arguments) throws InterruptedException {
        return Program.run(directory, PASSWORD, toServer(arguments));
    }

    static String[] toServer(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--url", server.url(), "--user", "SA"));
        return all.toArray(String[]::new);
    }
}
