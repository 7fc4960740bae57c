package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A result that is larger than the memory stays as it was asked for: it is fetched piece by piece, and nothing of it is kept. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Engine.class,
        names = {"POSTGRESQL_18", "MARIADB"})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StreamingTest extends Contract {
    private static final int ROWS = 40_000;
    private static final int WIDTH = 2_000;
    private static final String MEMORY = "-Xmx48m";

    private final Engine engine;

    StreamingTest(Engine engine) {
        this.engine = engine;
    }

    @Override
    protected Setting setting() {
        try {
            return new Setting(engine.database(), EntryPath.URL);
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }

    @BeforeEach
    void create() throws SQLException {
        create("wide", "id INT NOT NULL PRIMARY KEY, body VARCHAR(" + WIDTH + ")");
        bob.write(
                engine == Engine.MARIADB
                        ? "INSERT INTO {wide} SELECT seq, REPEAT('x', " + WIDTH + ") FROM seq_1_to_" + ROWS
                        : "INSERT INTO {wide} SELECT n, REPEAT('x', " + WIDTH + ") FROM generate_series(1, " + ROWS
                                + ") n");
    }

    @Test
    void result_largerThanTheMemory_isStreamed() throws IOException, InterruptedException {
        assertThat(read(100)).contains(ROWS + " rows, " + (long) ROWS * WIDTH + " characters");
    }

    /** The control: without a fetch size both drivers hold the whole result, which does not fit. */
    @Test
    void result_largerThanTheMemory_doesNotFitIntoIt() throws IOException, InterruptedException {
        assertThat(read(0)).contains("OutOfMemoryError").doesNotContain(" rows, ");
    }

    private String read(int fetchSize) throws IOException, InterruptedException {
        Database database = engine.database();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        MEMORY,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamedApplication.class.getName(),
                        database.url("noclobber:"),
                        database.user(),
                        database.password(),
                        alice.sql("SELECT id, body FROM {wide}"),
                        String.valueOf(fetchSize)))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
