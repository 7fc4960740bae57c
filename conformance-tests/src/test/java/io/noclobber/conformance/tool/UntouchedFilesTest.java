package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that write nothing leave the files of a database as they are, where its driver can do that. */
class UntouchedFilesTest {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("analyze"),
            List.of("clean", "--dry-run"),
            List.of("explain", "--sql", "UPDATE orders SET status = 'X' WHERE id = 1"),
            List.of("explain", "--sql", "UPDATE nowhere SET status = 'X' WHERE id = 1"));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    /** The test opens Derby itself, whose log would be left where the build runs. */
    @BeforeAll
    static void sendDerbysLogAway() throws CannotRunException {
        DerbyLog.sendAway();
    }

    private int run(List<String> command, String url) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--url", url));
        return Conformance.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private static void make(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id INT NOT NULL PRIMARY KEY, status VARCHAR(9))");
            statement.execute("INSERT INTO orders VALUES (1, 'OPEN')");
        }
    }

    /** Names, bytes and times of change. */
    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(
                        directory.relativize(file).toString(),
                        Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:%s/shop,",
        "jdbc:h2:file:%s/shop,;ACCESS_MODE_DATA=rw;DB_CLOSE_DELAY=-1",
        "jdbc:hsqldb:file:%s/shop,;shutdown=true",
        "jdbc:hsqldb:%s/shop,;shutdown=true;files_readonly=false",
        "jdbc:sqlite:%s/shop,",
        "jdbc:duckdb:%s/shop,"
    })
    void files_ofADatabase_stayAsTheyAre(String url, String settings) throws Exception {
        String there = url.formatted(directory) + (settings == null ? "" : settings);
        make(there.replace(";DB_CLOSE_DELAY=-1", ""));
        Map<String, String> before = files();

        for (List<String> command : COMMANDS) {
            int code = run(command, there);
            assertThat(code)
                    .as("%s: %s", command, err)
                    .isEqualTo(command.toString().contains("nowhere") ? 2 : 0);
            assertThat(files()).as(command.toString()).isEqualTo(before);
        }
        assertThat(out.toString().toLowerCase(Locale.ROOT))
                .contains("orders: protected", "0 found.")
                .containsPattern("sent +update orders set status = .*\\(id = (\\?|1)\\) and \\(")
                .doesNotContain("as it is", "note   ");
        assertThat(err.toString()).doesNotContain("Note:");
    }

    /** Its log of changes would be taken away from whoever is at work there. */
    @Test
    void databaseOfHsqldb_thatIsOpenElsewhere_isNotOpened() throws Exception {
        String url = "jdbc:hsqldb:file:" + directory.resolve("shop");
        try (Connection keeper = DriverManager.getConnection(url)) {
            make(url);
            for (List<String> command : COMMANDS) {
                assertThat(run(command, url)).isEqualTo(2);
            }
            assertThat(err.toString())
                    .contains("The database " + directory.resolve("shop") + " is in use", "jdbc:hsqldb:hsql://")
                    .doesNotContain("\tat ");
            assertThat(keeper.isValid(1)).isTrue();
            try (Statement statement = keeper.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        }
    }

    /** H2 notes it in a file beside the database. */
    @Test
    void command_thatH2Refuses_leavesNothing() throws Exception {
        String url = "jdbc:h2:" + directory.resolve("shop");
        make(url + ";USER=sa;PASSWORD=secret");

        for (List<String> wrong : List.of(
                List.of("clean", "--user", "sa", "--password", "bad"),
                List.of("clean", "--user", "sa", "--password", "secret", "--schema", "nowhere"))) {
            assertThat(run(wrong, url)).as(wrong.toString()).isEqualTo(2);
            assertThat(files()).as(wrong.toString()).containsOnlyKeys("shop.mv.db");
        }
    }

    /** Of a database that others have open no setting is changed. */
    @Test
    void traceOfH2_thatOthersHaveOpen_goesOn() throws Exception {
        String url = "jdbc:h2:" + directory.resolve("shop") + ";AUTO_SERVER=TRUE";
        try (Connection keeper = DriverManager.getConnection(url);
                Statement statement = keeper.createStatement()) {
            assertThat(run(List.of("clean"), url)).as(err.toString()).isZero();
            assertThatThrownBy(() -> statement.execute("DROP TABLE nowhere")).isInstanceOf(SQLException.class);
            assertThat(files()).containsKey("shop.trace.db");
        }
    }

    /** HSQLDB puts a system property there. */
    @Test
    void databaseOfHsqldb_thatAVariableNames_isNotOpenedEither() throws Exception {
        System.setProperty("untouched.place", directory.toString());
        String url = "jdbc:hsqldb:file:${untouched.place}/shop";
        try (Connection keeper = DriverManager.getConnection(url);
                Statement statement = keeper.createStatement()) {
            make(url);
            assertThat(run(COMMANDS.get(0), url)).isEqualTo(2);
            assertThat(err.toString()).contains("The database " + directory.resolve("shop") + " is in use");
            statement.execute("SHUTDOWN");
        } finally {
            System.clearProperty("untouched.place");
        }
    }

    /** By what has to write there, and by H2 also otherwise. */
    @Test
    void files_ofAnotherProgram_areToldAsSuch() throws Exception {
        make("jdbc:h2:" + directory.resolve("shop"));
        try (FileChannel other = FileChannel.open(directory.resolve("shop.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            for (List<String> command : List.of(COMMANDS.get(0), List.of("clean"))) {
                assertThat(run(command, "jdbc:h2:" + directory.resolve("shop"))).isEqualTo(2);
            }
        }
        assertThat(err.toString().split("The files of this database are in use by another program", -1))
                .hasSize(3);

        err.getBuffer().setLength(0);
        String hsqldb = "jdbc:hsqldb:file:" + directory.resolve("other");
        make(hsqldb + ";shutdown=true");
        // it waits for ten seconds whether that moves on, so it is one of a moment to come
        ByteBuffer heartbeat = ByteBuffer.allocate(16).put("HSQLLOCK".getBytes(StandardCharsets.US_ASCII));
        Files.write(
                directory.resolve("other.lck"),
                heartbeat.putLong(System.currentTimeMillis() + 8_000).array());
        assertThat(run(List.of("clean"), hsqldb)).isEqualTo(2);
        assertThat(err.toString())
                .contains("The files of this database are in use by another program, or this user may not write them")
                .doesNotContain("\tat ");
    }

    /** What its log has is read. */
    @Test
    void databaseOfHsqldb_thatWasKilled_isReadAndNotRecovered() throws Exception {
        String url = "jdbc:hsqldb:file:"
                + Files.createDirectory(directory.resolve("live")).resolve("shop");
        Path killed = Files.createDirectory(directory.resolve("killed"));
        try (Connection keeper = DriverManager.getConnection(url + ";hsqldb.write_delay=false");
                Statement statement = keeper.createStatement()) {
            make(url);
            try (Stream<Path> files = Files.list(directory.resolve("live"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, killed.resolve(file.getFileName()));
                }
            }
            statement.execute("SHUTDOWN");
        }
        Files.setLastModifiedTime(
                killed.resolve("shop.lck"), FileTime.from(Instant.now().minusSeconds(60)));
        Map<String, String> before = files();

        assertThat(run(COMMANDS.get(0), "jdbc:hsqldb:file:" + killed.resolve("shop")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("ORDERS: protected");
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"modified=yes-new-files", "modified=no"})
    void databaseOfHsqldb_thatItWouldTidyUp_isNotOpened(String state) throws Exception {
        String url = "jdbc:hsqldb:file:" + directory.resolve("shop") + ";shutdown=true";
        make(url);
        Path properties = directory.resolve("shop.properties");
        Files.writeString(properties, Files.readString(properties).replaceAll("modified=.*", state));
        Files.createFile(directory.resolve("shop.log"));
        Map<String, String> before = files();

        assertThat(run(COMMANDS.get(0), url)).isEqualTo(2);
        assertThat(err.toString()).contains("was left in the middle of being tidied up", "Open it once");
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"jdbc:h2:%s/shop,", "jdbc:hsqldb:file:%s/shop,;shutdown=true", "jdbc:derby:%s/shop,;create=true"})
    void files_thatMayOnlyBeRead_areRead(String url, String settings) throws Exception {
        String there = url.formatted(directory);
        make(there + (settings == null ? "" : settings));
        if (there.contains("derby")) {
            assertThatThrownBy(() -> DriverManager.getConnection(there + ";shutdown=true"))
                    .hasMessageContaining("shutdown");
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.toList()) {
                Files.setPosixFilePermissions(
                        each, PosixFilePermissions.fromString(Files.isDirectory(each) ? "r-xr-xr-x" : "r--r--r--"));
            }
        }
        try {
            assumeFalse(Files.isWritable(directory), "this user may write files that may only be read");
            assertThat(run(COMMANDS.get(0), there)).as(err.toString()).isZero();
            assertThat(out.toString()).contains("ORDERS: protected");
        } finally {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.toList()) {
                    Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
    }

    @Test
    void files_thatChangeAllTheSame_areTold() throws Exception {
        String derby = "jdbc:derby:" + directory.resolve("derby");
        make(derby + ";create=true");
        assertThat(run(COMMANDS.get(0), derby)).as(err.toString()).isZero();
        assertThat(err.toString())
                .contains("Note: Derby writes its log and its lock files", "No table is changed", "name a copy");

        err.getBuffer().setLength(0);
        String h2 = "jdbc:h2:" + directory.resolve("h2") + ";AUTO_SERVER=TRUE";
        make(h2);
        assertThat(run(COMMANDS.get(0), h2)).as(err.toString()).isZero();
        assertThat(err.toString()).contains("Note: by AUTO_SERVER=TRUE H2 cannot open its files for reading only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:tcp://db/~/shop",
                "jdbc:h2:mem:shop",
                "jdbc:hsqldb:hsql://db/shop",
                "jdbc:hsqldb:mem:shop",
                "jdbc:derby://db/shop",
                "jdbc:derby:memory:shop",
                "jdbc:postgresql://db/shop"
            })
    void databasesElsewhere_areReachedAsBefore(String url) throws CannotRunException {
        assertThat(UntouchedFiles.of(url).url()).isEqualTo(url);
        assertThat(UntouchedFiles.of(url).note()).isEmpty();
    }
}
