package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.EngineUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that are killed by {@code kill -9}, or stand still, on other databases than HSQLDB, whose sessions may live on and hold locks. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledRunIT {
    /** So that others may run in the same schema meanwhile. */
    private static final String PREFIX = "killed_";

    private static final String THEIRS = PREFIX + "orders_17";
    private static final Pattern OURS = Pattern.compile(PREFIX + "[a-z]\\d[a-z]\\d[a-z]_(\\w+)_\\d+");

    @TempDir
    private Path directory;

    private TestedEngine.Target target;

    private void start(TestedEngine engine) throws Exception {
        try {
            target = engine.start(directory);
        } catch (EngineUnavailableException unavailable) {
            abort(engine + ": " + unavailable.getMessage());
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(target.url(), target.user(), target.password());
    }

    private void execute(String text) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private List<String> tables() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect();
                ResultSet rows = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (name.startsWith(PREFIX) && rows.getString("TABLE_TYPE").contains("TABLE")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private void awaitTable(String word) throws SQLException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (System.nanoTime() < limit) {
            for (String name : tables()) {
                Matcher table = OURS.matcher(name);
                if (table.matches() && table.group(1).equals(word)) {
                    return;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no table " + word + " among " + tables());
    }

    private String[] command(String command, String... more) {
        List<String> all = new ArrayList<>(List.of(command, "--url", target.url(), "--prefix", PREFIX));
        if (!target.user().isEmpty()) {
            all.addAll(List.of("--user", target.user()));
        }
        target.drivers().forEach(jar -> all.addAll(List.of("--driver", jar.toString())));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Map<String, String> environment() {
        return Map.of("NOCLOBBER_PASSWORD", target.password());
    }

    private Program run(String command, String... more) throws InterruptedException {
        return Program.run(directory, environment(), command(command, more));
    }

    private void assertThatCleanLeavesTheirsOnly() throws Exception {
        Program clean = run("clean");
        assertThat(clean.exit()).as(clean.said()).isZero();
        assertThat(clean.output()).contains(", 0 left.");
        assertThat(tables()).containsExactly(THEIRS);
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + THEIRS)) {
            assertThat(rows.next()).as("their row").isTrue();
        }
    }

    /** While it finds out what the database does, within transactions of two users, and of eight who wait for each other. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL_18, deletes, probe",
        "POSTGRESQL_18, isolation, orders",
        "POSTGRESQL_18, storm, counters",
        "MARIADB, isolation, orders",
        "MARIADB, storm, counters",
        "H2_SERVER, isolation, orders",
        "H2_SERVER, storm, counters",
        "DERBY_SERVER, isolation, orders",
        "DERBY_SERVER, storm, counters",
        "SQLITE_FILE, isolation, orders",
        "SQLITE_FILE, storm, counters",
        "FIREBIRD, isolation, orders",
        "FIREBIRD, storm, counters"
    })
    void killedRun_leavesTables_whichCleanDrops(TestedEngine engine, String group, String table) throws Exception {
        start(engine);
        execute("CREATE TABLE " + THEIRS + " (id INT NOT NULL PRIMARY KEY)");
        try {
            execute("INSERT INTO " + THEIRS + " (id) VALUES (1)");
            kill(group, table);
            assertThat(tables()).contains(THEIRS);

            Program refused = run("verify", "--groups", "deletes");
            assertThat(refused.exit()).as(refused.said()).isEqualTo(2);
            assertThat(refused.errors()).contains("that another run of this program has made", "the command clean");

            assertThatCleanLeavesTheirsOnly();
        } finally {
            execute("DROP TABLE " + THEIRS);
        }
    }

    /** It may happen to be between two tests, where it has no tables: then another one is killed. */
    private void kill(String group, String table) throws Exception {
        for (int i = 0; i < 10 && tables().equals(List.of(THEIRS)); i++) {
            try (Program killed = Program.start(directory, environment(), command("verify", "--groups", group))) {
                awaitTable(table);
                Thread.sleep(30L * i);
                killed.kill();
            }
        }
        assertThat(tables()).hasSizeGreaterThan(1);
    }

    /** As where the network went away: the database cannot know that nobody will come back to what a session has begun. */
    @ParameterizedTest
    @EnumSource(
            names = {"POSTGRESQL_18", "MARIADB", "H2_SERVER", "DERBY_SERVER", "SQLITE_FILE", "HSQLDB_SERVER", "FIREBIRD"
            })
    void sessionThatLivesOn_holdsWhatCleanNames(TestedEngine engine) throws Exception {
        start(engine);
        execute("CREATE TABLE " + THEIRS + " (id INT NOT NULL PRIMARY KEY)");
        try {
            execute("INSERT INTO " + THEIRS + " (id) VALUES (1)");
            execute("CREATE TABLE " + PREFIX + "a0i9o_counters_1 (id INT NOT NULL PRIMARY KEY)");
            try (Connection session = connect();
                    Statement statement = session.createStatement()) {
                session.setAutoCommit(false);
                statement.executeUpdate("INSERT INTO " + PREFIX + "a0i9o_counters_1 (id) VALUES (1)");
                long start = System.nanoTime();

                Program clean = run("clean", "--wait", "6");

                assertThat(clean.exit()).as(clean.said()).isOne();
                assertThat(clean.output())
                        .containsPattern("(?i)LEFT table .*a0i9o_counters_1")
                        .contains("0 dropped, 1 left.", "a session of the run that was killed may hold it");
                assertThat(clean.errors()).doesNotContain("\tat ");
                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
                session.rollback();
            }
            // the database may have dropped it by now, as it was asked to
            assertThatCleanLeavesTheirsOnly();
        } finally {
            execute("DROP TABLE " + THEIRS);
        }
    }
}
