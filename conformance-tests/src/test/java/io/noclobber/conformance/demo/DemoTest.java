package io.noclobber.conformance.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.example.orders.OrderEntry;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.EngineUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void demo_withOurUrl_isTrue(DemoEngine engine) throws SQLException {
        boolean allTrue = new Demo(running(engine), "noclobber:", out).tell();
        assertThat(allTrue).as(transcript()).isTrue();
        assertThat(transcript())
                .containsIgnoringWhitespaces("someone else changed it after you read it")
                .doesNotContain("NOT TRUE");
    }

    @ParameterizedTest
    @EnumSource
    void demo_withTheGuardSwitchedOff_isNotTrue(DemoEngine engine) throws SQLException {
        boolean allTrue = new Demo(running(engine), "noclobber[mode=off]:", out).tell();
        assertThat(allTrue).as(transcript()).isFalse();
        assertThat(transcript())
                .contains("NOT TRUE: He is told")
                .contains("NOT TRUE: Anna's address is still in the database");
    }

    @Test
    void engine_ofAnUnknownName_isNone() {
        assertThat(DemoEngine.find("oracle")).isEmpty();
        assertThat(DemoEngine.find("PostgreSQL14")).contains(DemoEngine.POSTGRESQL14);
        assertThat(DemoEngine.names()).startsWith("hsqldb, h2,").endsWith("mysql56, firebird");
    }

    /** The application is worth nothing as a proof if it had been made to fit. */
    @Test
    void application_inItsClasses_namesNothingOfOurs() throws IOException, URISyntaxException {
        Path classes = Path.of(OrderEntry.class.getResource("OrderEntry.class").toURI())
                .getParent();
        try (Stream<Path> files = Files.list(classes)) {
            List<Path> all = files.toList();
            assertThat(all).hasSizeGreaterThan(4);
            for (Path file : all) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
                        .doesNotContain("noclobber");
            }
        }
    }

    private String transcript() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private static Database running(DemoEngine engine) {
        try {
            return engine.engine().database();
        } catch (EngineUnavailableException e) {
            return abort(e.getMessage());
        }
    }
}
