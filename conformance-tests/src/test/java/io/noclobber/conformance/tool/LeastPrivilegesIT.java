package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.io.IOException;
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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users who may do no more than docs/conformance.md asks for, in a schema with quotes and an emoji in its name. */
@Timeout(1200)
class LeastPrivilegesIT {
    private static final String PASSWORD = "s3cret-of-few-rights";
    private static final Map<String, String> ENVIRONMENT = Map.of("NOCLOBBER_PASSWORD", PASSWORD);

    private static final long ALL_GROUPS_SECONDS = 600;

    /** As it is, and in double quotes and backquotes. */
    private static final String SCHEMA = "Zoë's \"scratch\" 😀";

    private static final String QUOTED = '"' + SCHEMA.replace("\"", "\"\"") + '"';

    /** MariaDB takes no emoji for a name. */
    private static final String DATABASE = "Zoë's \"scratch\" ☃";

    private static final String BACKQUOTED = '`' + DATABASE + '`';

    @TempDir
    private Path directory;

    private static Database running(Engine engine) {
        try {
            return engine.database();
        } catch (EngineUnavailableException unavailable) {
            return abort(engine + ": " + unavailable.getMessage());
        }
    }

    private static void execute(Database database, String... texts) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    private Program program(String url, String user, String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--url", url, "--user", user));
        return Program.run(directory, ENVIRONMENT, all.toArray(String[]::new));
    }

    /** What docs/conformance.md asks for, with another name in place of the first one. */
    private static String documentedGrant(String on, String instead) throws IOException {
        Matcher grant = Pattern.compile("`GRANT ([A-Z, ]+) ON " + Pattern.quote(on) + " TO …`")
                .matcher(Files.readString(Path.of("../docs/conformance.md")));
        assertThat(grant.find()).as("a GRANT ON " + on).isTrue();
        return "GRANT " + grant.group(1) + " ON " + instead + " TO ";
    }

    private Program allGroups(String url, String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("verify", "--url", url, "--user", "few", "--json", "report.json"));
        all.addAll(List.of(arguments));
        return Program.run(directory, ALL_GROUPS_SECONDS, ENVIRONMENT, all.toArray(String[]::new));
    }

    private StoredReport assertConformsWithoutAnyRightMissing(Program program) throws IOException {
        assertThat(program.exit()).as(program.said()).isZero();
        String json = Files.readString(directory.resolve("report.json"));
        StoredReport report = StoredReport.read(json);
        assertThat(report.groups().keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(Group.values()).map(Group::toString).toList());
        assertThat(report.open()).isEmpty();
        assertThat(json).doesNotContainIgnoringCase("denied");
        return report;
    }

    @Test
    void verify_onPostgresqlByAUserWhoMayOnlyCreateInOneSchema_conforms() throws Exception {
        Database database = running(Engine.POSTGRESQL_18);
        execute(
                database,
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                "REVOKE TEMPORARY ON DATABASE postgres FROM PUBLIC",
                "CREATE ROLE few LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '" + PASSWORD + "'",
                "CREATE SCHEMA " + QUOTED,
                documentedGrant("SCHEMA scratch", "SCHEMA " + QUOTED) + "few",
                "CREATE TABLE " + QUOTED + ".\"noclobber_notes 😀\" (id INT PRIMARY KEY)");
        try {
            StoredReport report = assertConformsWithoutAnyRightMissing(allGroups(database.url(), "--schema", SCHEMA));
            assertThat(report.subject()).containsEntry("Schema", SCHEMA).containsEntry("User", "few");
            assertThat(tables(database)).containsExactly("noclobber_notes 😀");

            Program elsewhere = program(database.url(), "few", "verify", "--schema", "public", "--groups", "deletes");
            assertThat(elsewhere.exit()).isEqualTo(2);
            assertThat(elsewhere.errors())
                    .contains("The user needs the right to create and drop tables in this schema", "permission denied");
        } finally {
            execute(
                    database,
                    "DROP SCHEMA " + QUOTED + " CASCADE",
                    "DROP ROLE few",
                    "GRANT TEMPORARY ON DATABASE postgres TO PUBLIC");
        }
    }

    private static List<String> tables(Database database) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                ResultSet rows = connection.getMetaData().getTables(null, null, "noclobber%", null)) {
            while (rows.next()) {
                if (rows.getString("TABLE_TYPE").contains("TABLE")) {
                    names.add(rows.getString("TABLE_NAME"));
                }
            }
        }
        return names;
    }

    @Test
    void verify_onMariaDbByAUserWithTheDocumentedRights_conforms() throws Exception {
        Database database = running(Engine.MARIADB);
        execute(
                database,
                "CREATE DATABASE " + BACKQUOTED,
                "CREATE USER few@'%' IDENTIFIED BY '" + PASSWORD + "'",
                documentedGrant("scratch.*", BACKQUOTED + ".*") + "few@'%'");
        try {
            Program program = allGroups(
                    database.url().replaceFirst("/conformance.*", "/"),
                    "--driver",
                    TestedEngine.jar("org.mariadb.jdbc.Driver").toString(),
                    "--schema",
                    DATABASE);

            assertConformsWithoutAnyRightMissing(program);
            assertThat(program.output())
                    .doesNotContainPattern("Found out of this database: it .*does not: (updatable views|row triggers)");
        } finally {
            execute(database, "DROP DATABASE " + BACKQUOTED, "DROP USER few@'%'");
        }
    }

    @Test
    void verify_onMariaDbByAUserOfOneDatabaseWithoutViewsAndTriggers_conformsAndSaysWhatItCannot() throws Exception {
        Database database = running(Engine.MARIADB);
        execute(
                database,
                "CREATE DATABASE " + BACKQUOTED,
                "CREATE USER few@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT CREATE, DROP, ALTER, INDEX, SELECT, INSERT, UPDATE, DELETE ON " + BACKQUOTED + ".* TO few@'%'");
        try {
            String url = database.url().replaceFirst("/conformance.*", "/");
            Program program = program(
                    url,
                    "few",
                    "verify",
                    "--driver",
                    TestedEngine.jar("org.mariadb.jdbc.Driver").toString(),
                    "--schema",
                    DATABASE,
                    "--groups",
                    "deletes,batches,statements",
                    "--json",
                    "report.json");

            assertThat(program.exit()).as(program.said()).isZero();
            StoredReport report = StoredReport.read(Files.readString(directory.resolve("report.json")));
            assertThat(report.groups().values())
                    .allSatisfy(group -> assertThat(group.failed()).isZero());
            assertThat(program.output())
                    .containsPattern("Found out of this database: it .*does not: updatable views")
                    .containsPattern("Found out of this database: it .*does not: row triggers");
        } finally {
            execute(database, "DROP DATABASE " + BACKQUOTED, "DROP USER few@'%'");
        }
    }

    @Test
    void analyze_onPostgresqlByAUserWhoMayOnlyRead_saysOfOddlyNamedTablesWhatWouldBeDone() throws Exception {
        Database database = running(Engine.POSTGRESQL_18);
        execute(
                database,
                "CREATE ROLE reading LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE SCHEMA " + QUOTED,
                "CREATE TABLE " + QUOTED + ".\"order's \"\"lines\"\" 😀\" (id INT PRIMARY KEY, \"preis in €\" INT)",
                "GRANT USAGE ON SCHEMA " + QUOTED + " TO reading",
                "GRANT SELECT ON ALL TABLES IN SCHEMA " + QUOTED + " TO reading");
        try {
            Program program = program(database.url(), "reading", "analyze", "--schema", SCHEMA);

            assertThat(program.exit()).as(program.said()).isZero();
            assertThat(program.output())
                    .contains("1 tables and views", "order's \"lines\" 😀", ": protected")
                    .contains("compared in the statement: id, preis in €");
        } finally {
            execute(database, "DROP SCHEMA " + QUOTED + " CASCADE", "DROP ROLE reading");
        }
    }
}
