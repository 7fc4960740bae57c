package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who may do little, in the shortest group of tests and where nothing is written; {@link LeastPrivilegesIT} has the rest. */
class FewRightsIT {
    @TempDir
    private Path directory;

    private Program program(String url, String user, String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--url", url, "--user", user));
        return Program.run(directory, FewRights.ENVIRONMENT, all.toArray(String[]::new));
    }

    @Test
    void verify_onPostgresqlByAUserWhoMayOnlyCreateInOneSchema_conforms() throws Exception {
        Database database = FewRights.running(Engine.POSTGRESQL_18);
        FewRights.execute(
                database,
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                "CREATE ROLE fewest LOGIN PASSWORD '" + FewRights.PASSWORD + "'",
                "CREATE SCHEMA " + FewRights.QUOTED,
                FewRights.documentedGrant("SCHEMA scratch", "SCHEMA " + FewRights.QUOTED) + "fewest",
                "CREATE TABLE " + FewRights.QUOTED + ".noclobber_orders_17 (id INT PRIMARY KEY)");
        try {
            Program program =
                    program(database.url(), "fewest", "verify", "--schema", FewRights.SCHEMA, "--groups", "deletes");

            assertThat(program.exit()).as(program.said()).isZero();
            assertThat(program.said()).doesNotContain("denied");
            assertThat(FewRights.tables(database)).containsExactly("noclobber_orders_17");

            Program elsewhere =
                    program(database.url(), "fewest", "verify", "--schema", "public", "--groups", "deletes");
            assertThat(elsewhere.exit()).isEqualTo(2);
            assertThat(elsewhere.errors()).contains("permission denied");
        } finally {
            FewRights.execute(database, "DROP SCHEMA " + FewRights.QUOTED + " CASCADE", "DROP ROLE fewest");
        }
    }

    @Test
    void analyze_onPostgresqlByAUserWhoMayOnlyRead_saysOfOddlyNamedTablesWhatWouldBeDone() throws Exception {
        Database database = FewRights.running(Engine.POSTGRESQL_18);
        FewRights.execute(
                database,
                "CREATE ROLE reading LOGIN PASSWORD '" + FewRights.PASSWORD + "'",
                "CREATE SCHEMA " + FewRights.QUOTED,
                "CREATE TABLE " + FewRights.QUOTED
                        + ".\"order's \"\"lines\"\" 😀\" (id INT PRIMARY KEY, \"preis in €\" INT)",
                "GRANT USAGE ON SCHEMA " + FewRights.QUOTED + " TO reading",
                "GRANT SELECT ON ALL TABLES IN SCHEMA " + FewRights.QUOTED + " TO reading");
        try {
            Program program = program(database.url(), "reading", "analyze", "--schema", FewRights.SCHEMA);

            assertThat(program.exit()).as(program.said()).isZero();
            assertThat(program.output())
                    .contains("1 tables and views", "order's \"lines\" 😀", ": protected")
                    .contains("compared in the statement: id, preis in €");
        } finally {
            FewRights.execute(database, "DROP SCHEMA " + FewRights.QUOTED + " CASCADE", "DROP ROLE reading");
        }
    }
}
