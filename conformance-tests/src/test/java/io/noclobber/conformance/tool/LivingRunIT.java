package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is at work while somebody cleans up. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LivingRunIT {
    private static final String PREFIX = "living_";

    @TempDir
    private Path directory;

    @TempDir
    private Path another;

    private final Database database = FewRights.running(Engine.POSTGRESQL_18);

    private String[] command(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(1, List.of("--url", database.url(), "--user", database.user(), "--prefix", PREFIX));
        return all.toArray(String[]::new);
    }

    private Map<String, String> password() {
        return Map.of("NOCLOBBER_PASSWORD", database.password());
    }

    private List<String> tables() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                ResultSet rows = connection.getMetaData().getTables(null, null, PREFIX + "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    private void awaitTests() throws SQLException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (tables().stream().noneMatch(name -> name.matches(PREFIX + ".*_orders_\\d+"))) {
            assertThat(System.nanoTime()).as("no table of a test").isLessThan(limit);
            Thread.sleep(20);
        }
    }

    @Test
    void tablesOfALivingRun_areLeftAlone() throws Exception {
        try (Program run = Program.start(directory, password(), command("verify", "--groups", "lost-updates"))) {
            awaitTests();

            Program clean = Program.run(another, password(), command("clean"));

            assertThat(clean.exit()).as(clean.said()).isEqualTo(2);
            assertThat(clean.errors())
                    .contains("A run of verify is at work there: table ", "nothing was dropped", "clean --force")
                    .doesNotContain("\tat ");
            run.await(100);
            assertThat(run.exit()).as(run.said()).isZero();
        }
        assertThat(tables()).isEmpty();
    }

    @Test
    void runWhoseTablesAreDropped_givesNoVerdict() throws Exception {
        try (Program run = Program.start(directory, password(), command("verify", "--groups", "lost-updates"))) {
            awaitTests();

            Program clean = Program.run(another, password(), command("clean", "--force"));

            assertThat(clean.exit()).as(clean.said()).isZero();
            run.await(100);
            assertThat(run.exit()).as(run.said()).isEqualTo(2);
            assertThat(run.errors())
                    .contains("Somebody has dropped the table " + PREFIX, "tells nothing of noclobber")
                    .doesNotContain("\tat ");
            assertThat(run.output()).doesNotContain("conform:");
        }
        assertThat(tables()).isEmpty();
    }

    /** It finds out what the database does by tables as well, and would take it for another database. */
    @Test
    void runWhoseFirstTablesAreDropped_givesNoVerdict() throws Exception {
        try (Program run = Program.start(directory, password(), command("verify", "--groups", "deletes"))) {
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (tables().isEmpty()) {
                assertThat(System.nanoTime()).as("no table").isLessThan(limit);
            }
            try (Connection connection =
                            DriverManager.getConnection(database.url(), database.user(), database.password());
                    Statement statement = connection.createStatement()) {
                for (String each : tables()) {
                    statement.execute("DROP TABLE IF EXISTS \"" + each + "\" CASCADE");
                }
            }

            run.await(100);
            assertThat(run.exit()).as(run.said()).isEqualTo(2);
            assertThat(run.errors())
                    .contains("Somebody has dropped the table " + PREFIX, "tells nothing of noclobber")
                    .doesNotContain("\tat ");
            assertThat(run.output()).doesNotContain("conform:");
        }
        assertThat(tables()).isEmpty();
    }
}
