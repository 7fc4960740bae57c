package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The program from its jar, as a process, on databases that it has not started. */
class ConformanceIT extends ProgramOnServer {
    /** Each call takes 40 ms there, so it is only one group. */
    @Test
    void verify_ofHsqldbServer_conformsAndLeavesNothing() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), HsqldbServer.PASSWORD + "\n");
        Program program = Program.run(
                directory,
                NONE,
                toServer(
                        "verify",
                        "--password-file",
                        password.toString(),
                        "--schema",
                        "scratch",
                        "--groups",
                        "deletes",
                        "--json",
                        "report.json"));

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.output())
                .contains("noclobber on HSQL Database Engine")
                .contains("conforms")
                .contains("Schema           SCRATCH");
        assertThat(server.tables()).containsExactly(HsqldbServer.THEIRS);
        assertThat(program.said() + Files.readString(directory.resolve("report.json")))
                .doesNotContain(HsqldbServer.PASSWORD);
    }

    @Test
    void verify_withReports_saysTheSameInEach() throws Exception {
        Program program = Program.run(
                directory,
                Map.of("NOCLOBBER_PASSWORD", "s3cret-in-memory"),
                "verify",
                "--url",
                IN_MEMORY,
                "--user",
                "sa",
                "--groups",
                "lost-updates,deletes,batches,storm",
                "--json",
                "report.json",
                "--junit",
                "report.xml",
                "--html",
                "report.html");

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.output()).containsPattern("Lost updates +\\d+ held +0 failed");
        String json = Files.readString(directory.resolve("report.json"));
        assertThat(json).contains("\"verdict\": \"conforms\"", "\"exitCode\": 0", "\"storm.bare\"", "\"findings\": []");
        String html = Files.readString(directory.resolve("report.html"));
        assertThat(html).contains("<svg", "Conforms", "<th scope=\"row\">").doesNotContain("http");
        Path xml = directory.resolve("report.xml");
        int cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getElementsByTagName("testcase")
                .getLength();
        assertThat(cases).isGreaterThan(100);
        assertThat(program.said() + json + html + Files.readString(xml)).doesNotContain("s3cret-in-memory");
    }

    @Test
    void verify_onATerminal_saysHowFarItIsAndHowLongItWillTake() throws InterruptedException {
        assumeTrue(Program.hasTerminal(), "there is no /usr/bin/script (Debian: bsdutils), which gives it a terminal");
        String[] command = {"verify", "--url", IN_MEMORY, "--groups", "deletes"};

        Program watched = Program.runOnTerminal(directory, NONE, command);
        assertThat(watched.exit()).as(watched.said()).isZero();
        assertThat(watched.output())
                .containsPattern("\r\u001b\\[K\\d+ of some \\d+ tests, Deletes, about \\d+ s left")
                .contains("conforms");

        Program unwatched = Program.run(directory, NONE, command);
        assertThat(unwatched.output()).contains("conforms").doesNotContain("\r", "\u001b", "of some");
    }

    @Test
    void verify_ofTheBareDriver_failsAndSaysWhatWasLost() throws InterruptedException {
        Program program =
                Program.run(directory, NONE, "verify", "--url", IN_MEMORY, "--bare", "--groups", "lost-updates");

        assertThat(program.exit()).as(program.said()).isOne();
        assertThat(program.output())
                .contains("does not conform")
                .contains("Changes can be lost")
                .contains("It was not refused: the write went through");
    }

    @Test
    void verify_ofAGuardThatIsSwitchedOff_failsAndNamesTheOption() throws InterruptedException {
        Program program = Program.run(
                directory,
                NONE,
                "verify",
                "--url",
                IN_MEMORY.replace("jdbc:", "jdbc:noclobber[mode=off]:"),
                "--groups",
                "lost-updates");

        assertThat(program.exit()).as(program.said()).isOne();
        assertThat(program.output())
                .contains("WEAKENS: noclobber option mode=off")
                .contains("Changes can be lost")
                .contains("does not conform");
    }

    /** Whatever a connection of noclobber takes for its options is what was tested, and is told. */
    @Test
    void verify_withOptionsOfTheJvm_showsThemInEachReport() throws Exception {
        Path file =
                Files.writeString(directory.resolve("shop.properties"), "compare=changed\nhelpText=ask; then act\n");
        Program program = Program.withJvmOptions(
                directory,
                List.of("-Dnoclobber.config=" + file, "-Dnoclobber.mode=off"),
                "verify",
                "--url",
                IN_MEMORY,
                "--groups",
                "lost-updates",
                "--option",
                "imageRows=5000",
                "--json",
                "report.json",
                "--html",
                "report.html");

        assertThat(program.exit()).as(program.said()).isOne();
        assertThat(program.output())
                .contains("WEAKENS: noclobber option mode=off", "WEAKENS: noclobber option compare=changed");
        assertThat(StoredReport.read(Files.readString(directory.resolve("report.json")))
                        .options())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("mode", "off", "compare", "changed", "helpText", "ask; then act", "imageRows", "5000"));
        assertThat(Files.readString(directory.resolve("report.html"))).contains("mode=off", "compare=changed");
    }

    /** What is chosen at random is chosen by it, so that somebody else can have the same run. */
    @Test
    void verify_withASeed_choosesByIt() throws Exception {
        Program program = Program.run(
                directory,
                NONE,
                "verify",
                "--url",
                IN_MEMORY,
                "--groups",
                "transparency",
                "--seed",
                "471147114711",
                "--json",
                "report.json");

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.output()).containsPattern("Seed +471147114711");
        String json = Files.readString(directory.resolve("report.json"));
        assertThat(json).contains("\"seed\": 471147114711");
        assertThat(StoredReport.read(json).measured()).containsEntry("two-threads.seed", "471147114711");
    }

    /** A test that is about another database is not one that held. */
    @Test
    void testThatDoesNotApply_isNotTriedAndSaysWhy() throws Exception {
        Program program = Program.run(
                directory, NONE, "verify", "--url", IN_MEMORY, "--groups", "values", "--json", "report.json");

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.output())
                .contains("It does not apply, because the type is PostgreSQL's own.")
                .doesNotContain("Assumption failed");
        assertThat(Files.readString(directory.resolve("report.json")))
                .containsPattern("literal_ofPostgresTypes[^}]*\"outcome\": \"not_tried\"");
    }

    @Test
    void optionOfTheJvm_thatIsWrong_isSaidSo() throws Exception {
        Program program = Program.withJvmOptions(
                directory, List.of("-Dnoclobber.mode=observ"), "verify", "--url", IN_MEMORY, "--groups", "deletes");

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.errors()).contains("observ").doesNotContain("\tat ");
    }

    @Test
    void verify_ofSqliteFile_conforms() throws InterruptedException {
        String url = "jdbc:sqlite:" + directory.resolve("shop.db") + "?journal_mode=WAL&synchronous=OFF";
        Program program =
                Program.run(directory, NONE, "verify", "--create", "--url", url, "--groups", "deletes,batches");

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.output()).contains("noclobber on SQLite").contains("none failed");
    }

    @Test
    void verify_ofDuckDb_saysTruthfullyWhyNot() throws Exception {
        Path jar = Path.of(Class.forName("org.duckdb.DuckDBDriver")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String url = "jdbc:duckdb:" + directory.resolve("shop.duckdb") + ";threads=1";
        Program program = Program.run(
                directory, NONE, "verify", "--create", "--url", url, "--driver", jar.toString(), "--groups", "deletes");

        assertThat(program.exit()).as(program.said()).isOne();
        assertThat(program.output())
                .contains("does not conform")
                .contains("updates a row that another, which overlaps with it, deletes");
    }

    /** While it finds out what the database does; {@link StoppedRunIT} kills others, and later. */
    @Test
    void killedRun_leavesTables_whichCleanDrops() throws Exception {
        try (Program killed = Program.start(directory, PASSWORD, toServer("verify"))) {
            server.awaitTable("PROBE_0");
            killed.kill();
        }

        Program clean = onServer("clean");
        assertThat(clean.exit()).as(clean.said()).isZero();
        assertThat(clean.output()).contains("dropped table").contains(", 0 left.");
        assertThat(server.tables()).containsExactly(HsqldbServer.THEIRS);
    }

    @Test
    void analyze_byAReadOnlyUser_saysOfEachTableWhatWouldBeDone() throws Exception {
        Program program = Program.run(
                directory,
                PASSWORD,
                "analyze",
                "--url",
                server.url(),
                "--user",
                "READER",
                "--schema",
                "shop",
                "--properties",
                "noclobber.properties");

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.output())
                .contains("3 tables and views")
                .contains("SHOP.ORDERS: protected")
                .contains("key: ID (primary key)")
                .contains("compared on the row, which is locked first: PLAN")
                .contains("look like versions, for compare=version: VERSION")
                .contains("SHOP.LOG: needs option keys")
                .contains("Öpen 'orders': needs option keys");
        assertThat(Files.readString(directory.resolve("noclobber.properties")))
                .contains("SHOP.LOG:?", "SHOP.\"Öpen 'orders'\":?", "# compare=read,SHOP.ORDERS.*:version")
                .contains("# version=SHOP.ORDERS.VERSION");
    }

    @Test
    void explain_ofAnUpdate_showsTheGuardAndWritesNothing() throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("orders.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, status VARCHAR(9), note VARCHAR(9))");
            statement.execute("INSERT INTO orders VALUES (4711, 'OPEN', NULL)");
        }
        Program program = Program.run(
                directory,
                NONE,
                "explain",
                "--url",
                url,
                "--sql",
                "UPDATE orders SET status = 'CANCELLED' WHERE id = 4711");

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.output())
                .contains("sent   UPDATE orders SET status = 'CANCELLED' WHERE (id = 4711) AND (")
                .contains("\"note\" IS NULL")
                .contains(" = OPEN");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT status FROM orders")) {
            assertThat(rows.getString(1)).isEqualTo("OPEN");
        }
    }

    /** Only what would be noted is taken: a call would run. */
    @Test
    void explain_ofACall_isRefused() throws InterruptedException {
        Program program = Program.run(
                directory, NONE, "explain", "--dialect", "h2", "--sql", "CALL ABS(-1)", "--read", "SELECT 1");

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.errors()).contains("--sql is no UPDATE or DELETE");
    }

    /** JDBC is asked for a schema by a pattern, in which an underscore means any character. */
    @Test
    void clean_ofASchemaWithAnUnderscore_leavesItsLikesAlone() throws Exception {
        try (Connection connection = DriverManager.getConnection(server.url(), "SA", HsqldbServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String schema : List.of("SCRATCH_1", "SCRATCHX1")) {
                statement.execute("CREATE SCHEMA " + schema);
                statement.execute("CREATE TABLE " + schema + ".NOCLOBBER_A0I9O_ORDERS_1 (ID INT PRIMARY KEY)");
            }
            try {
                Program clean = onServer("clean", "--schema", "scratch_1");

                assertThat(clean.exit()).as(clean.said()).isZero();
                assertThat(clean.output()).contains("SCRATCH_1").doesNotContain("SCRATCHX1");
                statement.execute("SELECT * FROM SCRATCHX1.NOCLOBBER_A0I9O_ORDERS_1");
            } finally {
                statement.execute("DROP SCHEMA SCRATCH_1 CASCADE");
                statement.execute("DROP SCHEMA SCRATCHX1 CASCADE");
            }
        }
    }

    @Test
    void unknownOption_isRefusedWithTheNearest() throws InterruptedException {
        Program program = Program.run(directory, NONE, "verify", "--url", "jdbc:hsqldb:mem:x", "--gruops", "storm");

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.errors()).contains("Unknown option").contains("--groups");
    }

    @Test
    void help_namesCommandsAndExitCodes() throws InterruptedException {
        Program program = Program.run(directory, NONE, "--help");

        assertThat(program.exit()).isZero();
        assertThat(program.output()).contains("verify", "clean", "demo", "Exit codes", "2  could not run");
    }
}
