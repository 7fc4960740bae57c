package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Behaviour;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is dropped is what was made, and all of it. */
@Timeout(60)
class OwnObjectsTest {
    private static final Pattern MADE = Pattern.compile("\\{([A-Za-z]\\w*)}|create\\(\\s*\"(\\w+)\"");

    /** A name that no table has, and an escape of JDBC. */
    private static final Set<String> NO_NAMES = Set.of("nowhere", "d");

    private static Database in(Engine engine, String schema) {
        Database own = engine.database();
        Place place = new Place("noclobber_", schema, false, Map.of(), true);
        return Database.running(engine, own.url(), own.user(), own.password(), Behaviour.of(engine), place);
    }

    private static void execute(Database database, String... texts) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noclobber_a0i9o_orders_17",
                "NOCLOBBER_R1S9S_ORDERS_17",
                "noclobber_a0i9o_docs_f_3",
                "noclobber_a0i9o_typed12_3",
                "noclobber_a0i9o_Mixed_9 Case"
            })
    void name_ofOurs_isKnown(String name) {
        assertThat(new OwnNames("noclobber_").ofAnyRun(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noclobber_orders_17",
                "noclobber_a1b2c_orders_17",
                "noclobber_a0i9p_orders_17",
                "noclobber_a0i9oorders_17",
                "noclobber_a0i9o_customers_17",
                "noclobber_a0i9o_orders",
                "noclobber_a0i9o_orders_2024_1",
                "noclobber_a0i9o_orders_17_old",
                "a0i9o_orders_17",
                "my_noclobber_a0i9o_orders_17",
                "noclobberXa0i9o_orders_17"
            })
    void name_thatOthersHaveGiven_isNot(String name) {
        assertThat(new OwnNames("noclobber_").ofAnyRun(name)).isFalse();
    }

    /** An example that is none of ours would teach somebody a wrong name. */
    @Test
    void examples_inTheHelpAndTheDocuments_areOurs() throws IOException {
        String help = new CommandLine(new CleanCommand()).getUsageMessage().replaceAll("\\s+", " ");
        for (String text : List.of(help, Files.readString(Path.of("../docs/conformance.md")))) {
            Matcher examples =
                    Pattern.compile("noclobber_[a-z]\\d[a-z]\\d[a-z]_\\w+").matcher(text);
            assertThat(examples.results().map(MatchResult::group))
                    .isNotEmpty()
                    .allMatch(new OwnNames("noclobber_")::ofAnyRun);
        }
    }

    /** Firebird 3 takes 31 characters, Oracle 12.1 takes 30. */
    @Test
    void names_areShortEnoughForOlderDatabases() {
        String prefix = OwnNames.prefix("noclobber_", RunMark.numbered(0));

        assertThat(OwnNames.WORDS)
                .allSatisfy(word -> assertThat(prefix + word + "_1000").hasSizeLessThanOrEqualTo(30));
        assertThat(prefix + "Mixed_999 Case").hasSizeLessThanOrEqualTo(30);
    }

    @Test
    void marks_areDifferentAndNeverWords() {
        Set<String> marks = new TreeSet<>();
        for (int i = 0; i < RunMark.ALL; i++) {
            marks.add(RunMark.numbered(i).text());
        }

        assertThat(marks).hasSize(RunMark.ALL).allMatch(mark -> mark.matches("[a-z]\\d[a-z]\\d[a-z]"));
    }

    /** Two runs at a time know their tables apart, and {@code clean} knows those of both. */
    @Test
    void run_takesItsOwnTablesOnly() {
        OwnNames names = new OwnNames(OwnNames.prefix("noclobber_", RunMark.numbered(0)));

        assertThat(names.ofThisRun("NOCLOBBER_A0I9O_ORDERS_1")).isTrue();
        assertThat(names.ofThisRun("noclobber_r1s9s_orders_1")).isFalse();
        assertThat(names.ofThisRun("noclobber_a0i9o_customers_1")).isFalse();
    }

    /** What a test makes under a word that is not listed would stay after a kill. */
    @Test
    void words_ofTheContracts_areListed() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/noclobber/conformance"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher made = MADE.matcher(Files.readString(source));
                while (made.find()) {
                    used.add(
                            made.group(1) == null
                                    ? made.group(2)
                                    : made.group(1).toLowerCase(Locale.ROOT));
                }
            }
        }
        used.removeAll(NO_NAMES);

        assertThat(used).hasSizeGreaterThan(30).containsExactlyElementsOf(OwnNames.WORDS);
    }

    @Test
    void drop_onPostgresql_takesEachKindAndLeavesWhatOthersHaveMade() throws SQLException {
        Database database = in(Engine.POSTGRESQL_18, "leftovers");
        execute(
                database,
                "CREATE SCHEMA leftovers",
                "CREATE SCHEMA leftovers_too",
                "SET search_path = leftovers",
                "CREATE DOMAIN noclobber_a0i9o_short_1 AS VARCHAR(5)",
                "CREATE TYPE noclobber_a0i9o_mood_1 AS ENUM ('a', 'b')",
                "CREATE SEQUENCE noclobber_a0i9o_things_id_2",
                "CREATE TABLE noclobber_a0i9o_docs_3 (id INT PRIMARY KEY, s noclobber_a0i9o_short_1, m noclobber_a0i9o_mood_1)",
                "CREATE VIEW noclobber_a0i9o_opened_3 AS SELECT id FROM noclobber_a0i9o_docs_3",
                "CREATE FUNCTION noclobber_a0i9o_docs_f_3() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER noclobber_a0i9o_docs_t_3 BEFORE UPDATE ON noclobber_a0i9o_docs_3"
                        + " FOR EACH ROW EXECUTE FUNCTION noclobber_a0i9o_docs_f_3()",
                "CREATE TABLE \"noclobber_a0i9o_Mixed_4 Case\" (id INT PRIMARY KEY)",
                "CREATE TABLE noclobber_customers_1 (id INT PRIMARY KEY)",
                "CREATE TABLE noclobber_orders_17 (id INT PRIMARY KEY)",
                "CREATE TABLE noclobber_a0i9p_orders_17 (id INT PRIMARY KEY)",
                "CREATE VIEW noclobber_customers_view_1 AS SELECT id FROM noclobber_customers_1",
                "CREATE SEQUENCE noclobber_customers_seq_1",
                "CREATE TYPE noclobber_colour_1 AS ENUM ('a')",
                "CREATE FUNCTION noclobber_tax_1() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TABLE leftovers_too.noclobber_a0i9o_orders_1 (id INT PRIMARY KEY)");
        try {
            Removal removal = new Removal();
            OwnObjects.ofAnyRun(database).drop(removal);

            assertThat(removal.left()).isEmpty();
            assertThat(removal.gone())
                    .extracting(OwnObjects.Found::kind)
                    .containsExactlyInAnyOrder("DOMAIN", "TYPE", "SEQUENCE", "TABLE", "TABLE", "VIEW", "FUNCTION");
            assertThat(names(database))
                    .containsExactlyInAnyOrder(
                            "noclobber_customers_1",
                            "noclobber_orders_17",
                            "noclobber_a0i9p_orders_17",
                            "noclobber_customers_view_1",
                            "noclobber_customers_seq_1",
                            "noclobber_colour_1",
                            "noclobber_tax_1",
                            "noclobber_a0i9o_orders_1");
        } finally {
            execute(database, "DROP SCHEMA leftovers CASCADE", "DROP SCHEMA leftovers_too CASCADE");
        }
    }

    @Test
    void drop_inASchemaWithQuotes_findsTheWay() throws SQLException {
        Database database = in(Engine.POSTGRESQL_18, "left \"over\"");
        String quoted = "\"left \"\"over\"\"\"";
        execute(
                database,
                "CREATE SCHEMA " + quoted,
                "CREATE TABLE " + quoted + ".noclobber_a0i9o_orders_1 (id INT PRIMARY KEY)");
        try {
            Removal removal = new Removal();
            OwnObjects.ofAnyRun(database).drop(removal);

            assertThat(removal.left()).isEmpty();
            assertThat(removal.gone()).hasSize(1);
        } finally {
            execute(database, "DROP SCHEMA " + quoted + " CASCADE");
        }
    }

    /** Relations but indexes, enumerations and domains, functions. */
    private static List<String> names(Database database) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT relname FROM pg_class WHERE relkind <> 'i' AND relname LIKE 'noclobber%'"
                                + " UNION ALL SELECT typname FROM pg_type WHERE typtype IN ('d', 'e') AND typname LIKE 'noclobber%'"
                                + " UNION ALL SELECT proname FROM pg_proc WHERE proname LIKE 'noclobber%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Somebody ends the program while it drops what it has made, which waits for a lock that somebody else holds. */
    @Test
    void programEndedWhileItTidiesUp_waitsUntilItHas() throws Exception {
        Database database = in(Engine.H2, null);
        execute(
                database,
                "CREATE TABLE noclobber_a0i9o_orders_1 (id INT PRIMARY KEY)",
                "INSERT INTO noclobber_a0i9o_orders_1 VALUES (1)");
        CleanUp cleanUp = new CleanUp(database.prefixed("noclobber_a0i9o_"));
        StringWriter said = new StringWriter();
        Thread tidying = new Thread(() -> cleanUp.finish(new PrintWriter(said)));
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            statement.execute("SET LOCK_TIMEOUT 10000");
            holder.setAutoCommit(false);
            statement.execute("UPDATE noclobber_a0i9o_orders_1 SET id = 2");
            tidying.start();
            awaitInside(tidying, "within");
            cleanUp.start();
            cleanUp.join(300);
            assertThat(cleanUp.isAlive()).as("the hook waits").isTrue();
            holder.commit();
        }
        tidying.join(TimeUnit.SECONDS.toMillis(20));
        cleanUp.join(TimeUnit.SECONDS.toMillis(20));

        assertThat(cleanUp.isAlive() || tidying.isAlive()).isFalse();
        assertThat(said.toString()).isEmpty();
        assertThat(ChosenContracts.isStopped()).isFalse();
        try (Connection connection = database.connect()) {
            assertThat(OwnObjects.ofAnyRun(database).find(connection)).isEmpty();
        }
    }

    /** On HSQLDB a lock is waited for without end. */
    @Test
    void whatASessionHolds_isToldInTime_andDroppedOnceItIsFree() throws Exception {
        Database database = in(Engine.HSQLDB, null);
        execute(
                database,
                "CREATE TABLE noclobber_a0i9o_docs_1 (id INT PRIMARY KEY)",
                "CREATE TABLE noclobber_a0i9o_orders_1 (id INT PRIMARY KEY)");
        OwnObjects own = OwnObjects.ofAnyRun(database);
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("INSERT INTO noclobber_a0i9o_orders_1 VALUES (1)");

            assertThat(Removal.of(own, 1_500).left())
                    .last()
                    .asString()
                    .isEqualTo("table \"PUBLIC\".\"NOCLOBBER_A0I9O_ORDERS_1\": the database has not answered in time");
            holder.rollback();
        }

        Removal removal = Removal.of(own, 10_000);
        assertThat(removal.left()).isEmpty();
        try (Connection connection = database.connect()) {
            assertThat(own.find(connection)).isEmpty();
        }
    }

    private static void awaitInside(Thread thread, String method) throws InterruptedException {
        while (Arrays.stream(thread.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals(method))) {
            Thread.sleep(5);
        }
    }
}
