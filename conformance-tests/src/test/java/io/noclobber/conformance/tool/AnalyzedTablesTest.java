package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.config.Compare;
import io.noclobber.config.Settings;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verdict on a table, what is said of its columns, and the settings to begin with. */
class AnalyzedTablesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Database mariaDb = Engine.MARIADB.database();
    private final Database postgresql = Engine.POSTGRESQL_18.database();

    @TempDir
    private Path directory;

    @AfterEach
    void drop() throws SQLException {
        execute(mariaDb, "DROP DATABASE IF EXISTS analyzed");
        execute(postgresql, "DROP SCHEMA IF EXISTS analyzed CASCADE");
    }

    private static void execute(Database database, String... texts) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    private String analyze(Database database, String... more) {
        String[] command = {
            "analyze",
            "--url",
            database.url(),
            "--user",
            database.user(),
            "--password",
            database.password(),
            "--schema",
            "analyzed"
        };
        String[] all = Stream.of(command, more).flatMap(Arrays::stream).toArray(String[]::new);
        int code = Conformance.run(new PrintWriter(out), new PrintWriter(err), all);
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }

    /** What is said of one table. */
    private static String of(String said, String table) {
        String after = said.substring(said.indexOf(table + ": "));
        return after.substring(0, after.indexOf("\n\n"));
    }

    @Test
    void verdict_followsFromKeyAndColumns() throws SQLException {
        execute(
                mariaDb,
                "CREATE DATABASE analyzed",
                "CREATE TABLE analyzed.whole (id INT PRIMARY KEY, note VARCHAR(9))",
                "CREATE TABLE analyzed.partly (id INT PRIMARY KEY, spot GEOMETRY, rate FLOAT, note VARCHAR(9))",
                "CREATE TABLE analyzed.rates (rate FLOAT NOT NULL PRIMARY KEY)",
                "CREATE TABLE analyzed.log (line VARCHAR(99))");

        String said = analyze(mariaDb);

        assertThat(of(said, "analyzed.whole"))
                .startsWith("analyzed.whole: protected\n")
                .contains("key: id (primary key)", "compared in the statement: id, note");
        assertThat(of(said, "analyzed.partly"))
                .startsWith("analyzed.partly: protected except rate (")
                .containsPattern("not compared: rate \\(.{10,}\\)");
        assertThat(of(said, "analyzed.rates"))
                .startsWith("analyzed.rates: cannot be protected\n")
                .contains("compared in the statement: none");
        assertThat(of(said, "analyzed.log"))
                .startsWith("analyzed.log: needs option keys\n")
                .contains("No primary key and no unique index without NULLs");
        assertThat(said)
                .contains("    1 protected\n", "    1 protected except\n", "    1 needs option keys\n")
                .contains("    1 cannot be protected\n");
    }

    private void createRich() throws SQLException {
        execute(
                postgresql,
                "CREATE SCHEMA analyzed",
                "CREATE TABLE analyzed.rich (id INT PRIMARY KEY, qty INT, twice INT GENERATED ALWAYS AS (qty * 2) STORED,"
                        + " body BYTEA, story XML, version INT NOT NULL, changed_at TIMESTAMP)",
                "CREATE FUNCTION analyzed.touch() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.version := NEW.version + 1; RETURN NEW; END'",
                "CREATE TRIGGER touching BEFORE UPDATE ON analyzed.rich FOR EACH ROW EXECUTE FUNCTION analyzed.touch()",
                "CREATE TABLE analyzed.plain (code VARCHAR(9) NOT NULL UNIQUE, qty INT)",
                "CREATE TABLE analyzed.\"o\\dd \"\"log\"\" é,:\" (a INT, b INT)",
                "CREATE VIEW analyzed.seen AS SELECT id, qty FROM analyzed.rich");
    }

    @Test
    void columnsAndTriggers_thatMatter_areTold() throws SQLException {
        createRich();

        String said = analyze(postgresql);

        assertThat(of(said, "analyzed.rich"))
                .contains("computed by the database: twice\n")
                .containsPattern("large, and compared only where the application has read them: .*story")
                .contains("look like versions, for compare=version: version\n")
                .contains("triggers: a row is read again after an own write");
        assertThat(of(said, "analyzed.plain"))
                .startsWith("analyzed.plain: protected\n")
                .contains("key: code (unique index without NULLs)")
                .doesNotContain("triggers:", "computed", "large", "look like");
        assertThat(of(said, "analyzed.seen"))
                .startsWith("analyzed.seen: needs option keys\n")
                .contains("A view has no key of its own");
    }

    /** As it is, it changes nothing; with the # taken away and a key in place of ?, it means what it says. */
    @Test
    void properties_areTakenByTheDriver() throws Exception {
        createRich();
        Path file = directory.resolve("noclobber.properties");
        analyze(postgresql, "--properties", file.toString());
        String text = Files.readString(file);

        assertThat(settings(text).describeNonDefaults()).isEmpty();

        Settings decided =
                settings(text.replaceAll("(?m)^# (?=\\w+=)|^#   ", "").replace(":?", ":a+b"));
        assertThat(decided.key("analyzed", "o\\dd \"log\" é,:")).containsExactly("a", "b");
        assertThat(decided.key("analyzed", "seen")).containsExactly("a", "b");
        assertThat(decided.key("analyzed", "plain")).isEmpty();
        assertThat(decided.compare("analyzed", "rich", "qty")).isEqualTo(Compare.VERSION);
        assertThat(decided.compare("analyzed", "plain", "qty")).isEqualTo(Compare.READ);
        assertThat(decided.version("analyzed", "rich", "version")).isTrue();
        assertThat(decided.version("analyzed", "rich", "qty")).isFalse();
    }

    private static Settings settings(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        TreeMap<String, String> options = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> options.put(name, properties.getProperty(name)));
        return Settings.of(options);
    }

    @Test
    void columnThatIsLeftOut_isNamedInTheProperties() throws Exception {
        execute(mariaDb, "CREATE DATABASE analyzed", "CREATE TABLE analyzed.partly (id INT PRIMARY KEY, rate FLOAT)");
        Path file = directory.resolve("noclobber.properties");
        analyze(mariaDb, "--properties", file.toString());

        List<String> lines = Files.readAllLines(file);
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("#   analyzed.partly.rate ("))
                .contains("# inexact=refuse");
    }
}
