package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the program comes by a driver, a password and a connection, and what it says where it does not. */
class AccessIT extends ProgramOnServer {
    /** A verdict on another driver than the one that was named would be none. */
    @Test
    void driverThatDoesNotTakeTheUrl_isSaidSo() throws Exception {
        Path other = Path.of(
                Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Program program = Program.run(directory, NONE, "verify", "--url", IN_MEMORY, "--driver", other.toString());

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.errors()).contains("There is no driver").contains(other.toString());
    }

    /** Its driver logs a URL of which it can make nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://scott:geheim99@127.0.0.1/shop",
                "jdbc:postgresql://scott:geheim99@127.0.0.1:1/sh/op",
                "jdbc:postgresql://127.0.0.1:70000000/shop?password=geheim99"
            })
    void urlThatItsDriverCannotRead_isNotShown(String url) throws InterruptedException {
        Program program = Program.run(directory, NONE, "analyze", "--url", url);

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.errors()).contains("no driver", "or one that takes it");
        assertThat(program.said()).doesNotContain("geheim99").doesNotContain("WARNING");
    }

    @Test
    void wrongPassword_isSaidSo() throws Exception {
        Path report = Files.writeString(directory.resolve("report.json"), "the last one");
        Program program = Program.run(
                directory,
                Map.of("NOCLOBBER_PASSWORD", "wrong-password"),
                toServer("verify", "--json", report.toString()));

        assertThat(program.exit()).isEqualTo(2);
        assertThat(report).as("the report of an older run").doesNotExist();
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

    /** Nobody listens there. */
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:1/shop,",
        "jdbc:hsqldb:hsql://127.0.0.1:1/shop,",
        "jdbc:h2:tcp://127.0.0.1:1/shop,",
        "jdbc:derby://127.0.0.1:1/shop,",
        "jdbc:mariadb://127.0.0.1:1/shop,org.mariadb.jdbc.Driver",
        "jdbc:mysql://127.0.0.1:1/shop,com.mysql.cj.jdbc.Driver",
        "jdbc:firebirdsql://127.0.0.1:1/shop,org.firebirdsql.jdbc.FBDriver"
    })
    void unreachableHost_isSaidSo(String url, @Nullable String driver) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("verify", "--url", url, "--user", "dba"));
        if (driver != null) {
            arguments.addAll(List.of("--driver", TestedEngine.jar(driver).toString()));
        }
        Program program = Program.run(directory, NONE, arguments.toArray(String[]::new));

        assertThat(program.exit()).as(program.said()).isEqualTo(2);
        assertThat(program.errors()).contains("The database cannot be reached.").doesNotContain("\tat ");
    }

    /** Somebody listens, and says nothing: not every driver gives up by itself. */
    @Test
    void hostThatNeverAnswers_isSaidSoInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String host = "127.0.0.1:" + silent.getLocalPort();
            List<Program> programs = new ArrayList<>();
            for (String url : List.of(
                    "jdbc:postgresql://" + host + "/shop",
                    "jdbc:hsqldb:hsql://" + host + "/shop",
                    "jdbc:h2:tcp://" + host + "/shop",
                    "jdbc:derby://" + host + "/shop",
                    "jdbc:mariadb://" + host + "/shop")) {
                Path own = Files.createDirectory(directory.resolve("run" + programs.size()));
                programs.add(Program.start(
                        own,
                        NONE,
                        "verify",
                        "--url",
                        url,
                        "--user",
                        "dba",
                        url.contains("mariadb") ? "--driver" : "--prefix",
                        url.contains("mariadb")
                                ? TestedEngine.jar("org.mariadb.jdbc.Driver").toString()
                                : "nc_"));
            }
            for (Program program : programs) {
                program.await(60);
                assertThat(program.exit()).as(program.said()).isEqualTo(2);
                assertThat(program.errors())
                        .containsPattern("has not answered|cannot be reached|No connection could be opened")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void password_typedOnATerminal_isTakenAndNotShown() throws Exception {
        assumeTrue(Program.hasTerminal(), "there is no /usr/bin/script (Debian: bsdutils), which gives it a terminal");

        Program right = Program.runOnTerminal(
                directory, NONE, "Password of SA:", HsqldbServer.PASSWORD, toServer("clean", "--dry-run"));
        assertThat(right.exit()).as(right.said()).isZero();
        assertThat(right.output()).contains("0 found.").doesNotContain(HsqldbServer.PASSWORD);

        Program wrong = Program.runOnTerminal(
                directory, NONE, "Password of SA:", "wrong-password", toServer("clean", "--dry-run"));
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.output())
                .contains("refused the user 'SA' or the password")
                .doesNotContain("wrong-password");
    }

    /** Where nobody sits in front of it nobody is asked. */
    @Test
    void password_withoutATerminal_isNotAskedFor() throws InterruptedException {
        Program program = Program.run(directory, NONE, toServer("clean", "--dry-run"));

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.said()).contains("NOCLOBBER_PASSWORD").doesNotContain("Password of");
    }

    /** With all that ends a password somewhere. */
    @Test
    void passwordInTheUrl_isWarnedOfAndInNoReport() throws Exception {
        Database database = running(Engine.POSTGRESQL_18);
        String secret = "s3cret,of{4711}";
        String url = database.url() + (database.url().contains("?") ? "&" : "?") + "password=" + secret;
        Program program = Program.run(
                directory,
                NONE,
                "verify",
                "--url",
                url,
                "--user",
                database.user(),
                "--groups",
                "deletes",
                "--option",
                "helpText=ask " + secret,
                "--json",
                "report.json",
                "--junit",
                "report.xml",
                "--html",
                "report.html");

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.errors()).contains("Warning: The URL holds a password");
        for (String text : List.of(
                program.said(),
                Files.readString(directory.resolve("report.json")),
                Files.readString(directory.resolve("report.xml")),
                Files.readString(directory.resolve("report.html")))) {
            assertThat(text).doesNotContain("s3cret,of", "{4711}");
        }
    }

    private static Database running(Engine engine) {
        try {
            return engine.database();
        } catch (EngineUnavailableException unavailable) {
            return abort(engine + ": " + unavailable.getMessage());
        }
    }

    @Test
    void driver_inTheFolderBesideTheStart_isFound() throws Exception {
        String[] command = {"verify", "--url", "jdbc:mariadb://127.0.0.1:1/shop", "--user", "dba"};
        Program without = Program.run(directory, NONE, command);
        assertThat(without.errors()).contains("There is no driver", "put it into the folder drivers");

        Path jar = TestedEngine.jar("org.mariadb.jdbc.Driver");
        Files.copy(jar, Files.createDirectory(directory.resolve("drivers")).resolve("mariadb.jar"));
        Files.writeString(directory.resolve("drivers/readme.txt"), "no jar");
        Program with = Program.run(directory, NONE, command);
        assertThat(with.errors()).contains("The database cannot be reached.");

        Files.move(directory.resolve("drivers"), directory.resolve("lib"));
        Program elsewhere =
                Program.run(directory, NONE, "verify", "--url", command[2], "--user", "dba", "--drivers", "lib");
        assertThat(elsewhere.errors()).contains("The database cannot be reached.");
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
