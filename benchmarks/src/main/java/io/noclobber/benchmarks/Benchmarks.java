package io.noclobber.benchmarks;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Measures everything, shows it and writes it to a page. */
final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs it; the system property {@code quick} makes it short.
     *
     * @param arguments the page to write
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        Effort effort = Effort.asTold();
        String loadBefore = Machine.load();
        Page page = new Page(introduction());
        page.add(
                "",
                "Measured " + LocalDate.now(Clock.systemUTC()) + (effort.isQuick() ? ", quick mode" : "") + ": "
                        + Machine.describe() + "; " + Machine.p6spy() + ".");
        for (Engine engine : List.of(Engine.HSQLDB, Engine.POSTGRESQL_18)) {
            Database database = engine.database();
            List<Rounds> measured;
            try (Race race = new Race(database, effort)) {
                measured = race.run();
            }
            page.add(database, versions(database), measured, FirstConnections.measure(database, effort));
        }
        page.add("", "## Conversations", "", "Beside what the statements take, by JMH (`ConversationBenchmark`):", "");
        page.add("| what | takes | goal |", "|---|---|---|");
        ConversationCosts.measure(effort).forEach(page::add);
        page.add("", "## Memory", "");
        page.add(String.format(
                Locale.ROOT,
                "A remembered order, eight columns of which two are strings, takes %.0f bytes of the heap, read from"
                        + " HSQLDB in memory, which shares the values."
                        + " Beside its values an image may take 120; `ImageMemoryTest` in the driver's build fails beyond that.",
                ImageSize.measure()));
        page.add(
                "",
                "Other work ran on the machine meanwhile: its load average was " + loadBefore + " before and "
                        + Machine.load() + " after.");
        page.lines().forEach(System.out::println);
        Files.write(Path.of(arguments[0]), page.lines());
    }

    private static List<String> introduction() throws IOException {
        try (var text = Benchmarks.class.getResourceAsStream("introduction.md")) {
            if (text == null) {
                throw new IOException("introduction.md is missing");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static String versions(Database database) throws SQLException {
        try (Connection connection = database.connect()) {
            DatabaseMetaData data = connection.getMetaData();
            return data.getDatabaseProductName() + " " + data.getDatabaseProductVersion() + ", driver "
                    + data.getDriverVersion();
        }
    }
}
