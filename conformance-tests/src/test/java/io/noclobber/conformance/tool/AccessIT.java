package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the program comes by a driver, a password and a connection, and what it says where it does not. */
class AccessIT {
    private static final Map<String, String> PASSWORD = Map.of("NOCLOBBER_PASSWORD", HsqldbServer.PASSWORD);
    private static final Map<String, String> NONE = Map.of();
    private static final String IN_MEMORY = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1";

    private static HsqldbServer server;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = new HsqldbServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Program onServer(String... arguments) throws InterruptedException {
        return Program.run(directory, PASSWORD, toServer(arguments));
    }

    private static String[] toServer(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--url", server.url(), "--user", "SA"));
        return all.toArray(String[]::new);
    }

    /** A verdict on another driver than the one that was named would be none. */
    @Test
    void driverThatDoesNotTakeTheUrl_isSaidSo() throws Exception {
        Path other = Path.of(
                Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Program program = Program.run(directory, NONE, "verify", "--url", IN_MEMORY, "--driver", other.toString());

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.errors()).contains("There is no driver").contains(other.toString());
    }

    @Test
    void wrongPassword_isSaidSo() throws Exception {
        Path report = Files.writeString(directory.resolve("report.json"), "the last one");
        Program program = Program.run(
                directory,
                Map.of("NOCLOBBER_PASSWORD", "wrong-password"),
                toServer("verify", "--json", report.toString()));

        assertThat(program.exit()).isEqualTo(2);
        assertThat(report).hasContent("the last one");
        assertThat(program.errors()).contains("refused the user 'SA' or the password");
        assertThat(program.said()).doesNotContain("wrong-password").doesNotContain("\tat ");
    }

    @Test
    void passwordAsArgument_isWarnedOf() throws InterruptedException {
        Program program =
                Program.run(directory, NONE, toServer("clean", "--dry-run", "--password", HsqldbServer.PASSWORD));

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.errors()).contains("Warning: --password can be seen by others");
        assertThat(program.output()).contains("0 found.");
    }

    @Test
    void schemaThatIsNotThere_isSaidSo() throws InterruptedException {
        Program program = onServer("verify", "--schema", "nowhere");

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.errors()).contains("There is no schema nowhere").contains("SCRATCH");
    }

    @Test
    void unreachableHost_isSaidSo() throws InterruptedException {
        Program program =
                Program.run(directory, NONE, "verify", "--url", "jdbc:postgresql://127.0.0.1:1/shop", "--user", "dba");

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.errors()).contains("cannot be reached").doesNotContain("\tat ");
    }

    @Test
    void missingDriver_isSaidSo() throws InterruptedException {
        Program program = Program.run(
                directory, NONE, "verify", "--url", "jdbc:oracle:thin:scott/tiger4711@//db/shop", "--user", "scott");

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.errors()).contains("There is no driver").contains("--driver");
        assertThat(program.said()).doesNotContain("tiger4711");
    }
}
