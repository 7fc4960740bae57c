package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Databases that allow few connections, take some away in the middle of a run, or are started anew: none of it is a verdict. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LostConnectionIT {
    private static final String USER = "noclobber_few";
    private static final String PREFIX = "lostcon_";
    private static final String GROUPS = "lost-updates,deletes";

    @TempDir
    private Path directory;

    private Runnable after = () -> {};

    @AfterEach
    void drop() {
        after.run();
    }

    private Database postgres(int limit) throws SQLException {
        Database database = FewRights.running(Engine.POSTGRESQL_18);
        execute(
                database,
                "CREATE ROLE " + USER + " LOGIN CONNECTION LIMIT " + limit + " PASSWORD '" + FewRights.PASSWORD + "'",
                "CREATE SCHEMA " + USER + " AUTHORIZATION " + USER);
        after = () -> execute(database, "DROP SCHEMA " + USER + " CASCADE", "DROP ROLE " + USER);
        return database;
    }

    private Database mariaDb(int limit) throws SQLException {
        Database database = FewRights.running(Engine.MARIADB);
        execute(
                database,
                "CREATE DATABASE " + USER,
                "CREATE USER " + USER + " IDENTIFIED BY '" + FewRights.PASSWORD + "' WITH MAX_USER_CONNECTIONS "
                        + limit,
                "GRANT ALL ON " + USER + ".* TO " + USER);
        after = () -> execute(database, "DROP USER " + USER, "DROP DATABASE " + USER);
        return database;
    }

    private static void execute(Database database, String... texts) {
        try {
            FewRights.execute(database, texts);
        } catch (SQLException failed) {
            throw new AssertionError(String.join("; ", texts), failed);
        }
    }

    private String[] command(Database database, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "verify", "--url", url(database), "--user", USER, "--schema", USER, "--prefix", PREFIX, "--json"));
        all.add("report.json");
        if (database.engine() == Engine.MARIADB) {
            all.addAll(List.of(
                    "--driver", TestedEngine.jar("org.mariadb.jdbc.Driver").toString()));
        }
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Program start(Database database, String... more) throws Exception {
        return Program.start(directory, FewRights.ENVIRONMENT, command(database, more));
    }

    /** Waits until tests have begun, which make this table. */
    private static void awaitTable(String url, String user, String password) throws SQLException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (System.nanoTime() < limit) {
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    ResultSet rows = connection.getMetaData().getTables(null, null, "%", null)) {
                while (rows.next()) {
                    if (rows.getString("TABLE_NAME").matches("(?i)" + PREFIX + ".*_orders_\\d+")) {
                        return;
                    }
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no table of a test");
    }

    private static void awaitTable(Database database) throws SQLException, InterruptedException {
        awaitTable(url(database), database.user(), database.password());
    }

    /** On MariaDB a schema is a database. */
    private static String url(Database database) {
        return database.engine() == Engine.MARIADB
                ? database.url().replaceFirst("/\\w+(\\?|$)", "/" + USER + "$1")
                : database.url();
    }

    private void assertThatTooFewAreNamed(Program program, int had) {
        assertThat(program.exit()).as(program.said()).isEqualTo(2);
        assertThat(program.errors())
                .contains("gives this user " + had + " connections at a time now, and no more", "up to 20", "It says: ")
                .doesNotContain("\tat ", "room left");
        assertThat(program.output()).doesNotContain("conform:");
    }

    @Test
    void tooFewConnections_ofARoleOfPostgres_areNamedBeforeTheTests() throws Exception {
        Program program = Program.run(directory, FewRights.ENVIRONMENT, command(postgres(4), "--groups", GROUPS));

        assertThatTooFewAreNamed(program, 4);
    }

    @Test
    void tooFewConnections_ofAUserOfMariaDb_areNamedBeforeTheTests() throws Exception {
        Program program = Program.run(directory, FewRights.ENVIRONMENT, command(mariaDb(4), "--groups", GROUPS));

        assertThatTooFewAreNamed(program, 4);
    }

    /** Of those that it asks for, and of its users at a time in the storm. */
    @Test
    void connections_asManyAsDocumented_suffice() throws Exception {
        Program program =
                Program.run(directory, 200, FewRights.ENVIRONMENT, command(postgres(ConnectionsNeeded.AT_ONCE)));

        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.output()).contains("conforms: ", "none failed");
        assertThat(Files.readString(Path.of("../docs/conformance.md")))
                .contains("with up to " + ConnectionsNeeded.AT_ONCE + " connections at a time");
    }

    private void assertThatNobodyKnows(Program program) throws Exception {
        assertThat(program.exit()).as(program.said()).isEqualTo(2);
        assertThat(program.output())
                .contains("tests of it are tried again", "could not be tried, for want of a connection")
                .contains("says nothing of the guard", "20 connections at a time", "had no connection or lost it")
                .doesNotContain("does not conform", "Changes can be lost");
        assertThat(program.said()).doesNotContain("room left", "\tat ");
        assertThat(Files.readString(directory.resolve("report.json")))
                .contains("\"exitCode\": 2", "\"findings\": []", "\"outcome\": \"connection_lost\"");
    }

    @Test
    void connectionsThatBecomeTooFew_onPostgres_areNoVerdict() throws Exception {
        Database database = postgres(25);
        try (Program program = start(database, "--groups", "values,deletes")) {
            awaitTable(database);
            execute(database, "ALTER ROLE " + USER + " CONNECTION LIMIT 2");
            program.await(150);
            assertThatNobodyKnows(program);
        }
    }

    @Test
    void connectionsThatBecomeTooFew_onMariaDb_areNoVerdict() throws Exception {
        Database database = mariaDb(25);
        try (Program program = start(database, "--groups", "values,deletes")) {
            awaitTable(database);
            execute(database, "ALTER USER " + USER + " WITH MAX_USER_CONNECTIONS 2");
            program.await(150);
            assertThatNobodyKnows(program);
        }
    }

    private void assertThatItConforms(Program program) throws Exception {
        assertThat(program.exit()).as(program.said()).isZero();
        assertThat(program.output()).contains("tests of it are tried again", "conforms: ", "none failed");
        assertThat(Files.readString(directory.resolve("report.json")))
                .contains("\"exitCode\": 0", "\"connectionLost\": []");
    }

    @Test
    void sessionsEndedByTheAdministrator_ofPostgres_areTriedAgain() throws Exception {
        Database database = postgres(25);
        try (Program program = start(database, "--groups", GROUPS)) {
            awaitTable(database);
            for (int i = 0; i < 20; i++) {
                execute(
                        database,
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + USER + "'");
                Thread.sleep(50);
            }
            program.await(150);
            assertThatItConforms(program);
        }
    }

    /** Of which most tests that lose one do not say so: they have found a write that ended before it should. */
    @Test
    void singleSessionsThatWaitForALock_endedByTheAdministrator_areTriedAgain() throws Exception {
        Database database = postgres(25);
        try (Program program = start(database, "--groups", "isolation")) {
            awaitTable(database);
            assertThat(endWaiting(database, 4)).isEqualTo(4);
            program.await(150);
            assertThatItConforms(program);
        }
    }

    /** Ends so many sessions that wait for a lock, one after the other; gives how many it has found. */
    private static int endWaiting(Database database, int sessions) throws SQLException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        int ended = 0;
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                PreparedStatement end =
                        connection.prepareStatement("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE usename = ? AND wait_event_type = 'Lock' LIMIT 1")) {
            end.setString(1, USER);
            while (ended < sessions && System.nanoTime() < limit) {
                try (ResultSet rows = end.executeQuery()) {
                    if (rows.next() && rows.getBoolean(1)) {
                        ended++;
                        // so that it is gone when it is looked again
                        TimeUnit.MILLISECONDS.sleep(300);
                    }
                }
                Thread.sleep(5);
            }
        }
        return ended;
    }

    @Test
    void sessionsEndedByTheAdministrator_ofMariaDb_areTriedAgain() throws Exception {
        Database database = mariaDb(25);
        try (Program program = start(database, "--groups", GROUPS)) {
            awaitTable(database);
            for (int i = 0; i < 20; i++) {
                execute(database, "KILL USER " + USER);
                Thread.sleep(50);
            }
            program.await(150);
            assertThatItConforms(program);
        }
    }

    private Server h2(String port) throws SQLException {
        return Server.createTcpServer("-tcpPort", port, "-ifNotExists", "-baseDir", directory.toString())
                .start();
    }

    @Test
    void serverThatIsStartedAnew_isWaitedFor() throws Exception {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Server first = h2("0");
        String url = "jdbc:h2:tcp://127.0.0.1:" + first.getPort() + "/./shop";
        String[] command = {
            "verify", "--url", url, "--user", "sa", "--prefix", PREFIX, "--groups", GROUPS, "--json", "report.json"
        };
        try (Program program = Program.start(directory, Map.of("NOCLOBBER_PASSWORD", "s"), command)) {
            awaitTable(url, "sa", "s");
            first.stop();
            TimeUnit.SECONDS.sleep(6);
            Server second = h2(String.valueOf(first.getPort()));
            after = second::stop;
            program.await(150);
            assertThatItConforms(program);
        }
    }
}
