package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users who may do no more than docs/conformance.md asks for, in a schema with quotes and an emoji in its name. */
@Timeout(1200)
class LeastPrivilegesIT {
    private static final long ALL_GROUPS_SECONDS = 600;

    /** MariaDB takes no emoji for a name. */
    private static final String DATABASE = "Zoë's \"scratch\" ☃";

    private static final String BACKQUOTED = '`' + DATABASE + '`';

    @TempDir
    private Path directory;

    private Program program(String url, String user, String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--url", url, "--user", user));
        return Program.run(directory, FewRights.ENVIRONMENT, all.toArray(String[]::new));
    }

    private Program allGroups(String url, String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("verify", "--url", url, "--user", "few", "--json", "report.json"));
        all.addAll(List.of(arguments));
        return Program.run(directory, ALL_GROUPS_SECONDS, FewRights.ENVIRONMENT, all.toArray(String[]::new));
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
        Database database = FewRights.running(Engine.POSTGRESQL_18);
        FewRights.execute(
                database,
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                "REVOKE TEMPORARY ON DATABASE postgres FROM PUBLIC",
                "CREATE ROLE few LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '" + FewRights.PASSWORD + "'",
                "CREATE SCHEMA " + FewRights.QUOTED,
                FewRights.documentedGrant("SCHEMA scratch", "SCHEMA " + FewRights.QUOTED) + "few",
                "CREATE TABLE " + FewRights.QUOTED + ".\"noclobber_notes 😀\" (id INT PRIMARY KEY)");
        try {
            StoredReport report =
                    assertConformsWithoutAnyRightMissing(allGroups(database.url(), "--schema", FewRights.SCHEMA));
            assertThat(report.subject())
                    .containsEntry("Schema", FewRights.SCHEMA)
                    .containsEntry("User", "few");
            assertThat(FewRights.tables(database)).containsExactly("noclobber_notes 😀");

            Program elsewhere = program(database.url(), "few", "verify", "--schema", "public", "--groups", "deletes");
            assertThat(elsewhere.exit()).isEqualTo(2);
            assertThat(elsewhere.errors())
                    .contains("The user needs the right to create and drop tables in this schema", "permission denied");
        } finally {
            FewRights.execute(
                    database,
                    "DROP SCHEMA " + FewRights.QUOTED + " CASCADE",
                    "DROP ROLE few",
                    "GRANT TEMPORARY ON DATABASE postgres TO PUBLIC");
        }
    }

    @Test
    void verify_onMariaDbByAUserWithTheDocumentedRights_conforms() throws Exception {
        Database database = FewRights.running(Engine.MARIADB);
        FewRights.execute(
                database,
                "CREATE DATABASE " + BACKQUOTED,
                "CREATE USER few@'%' IDENTIFIED BY '" + FewRights.PASSWORD + "'",
                FewRights.documentedGrant("scratch.*", BACKQUOTED + ".*") + "few@'%'");
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
            FewRights.execute(database, "DROP DATABASE " + BACKQUOTED, "DROP USER few@'%'");
        }
    }

    @Test
    void verify_onMariaDbByAUserOfOneDatabaseWithoutViewsAndTriggers_conformsAndSaysWhatItCannot() throws Exception {
        Database database = FewRights.running(Engine.MARIADB);
        FewRights.execute(
                database,
                "CREATE DATABASE " + BACKQUOTED,
                "CREATE USER few@'%' IDENTIFIED BY '" + FewRights.PASSWORD + "'",
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
            FewRights.execute(database, "DROP DATABASE " + BACKQUOTED, "DROP USER few@'%'");
        }
    }
}
