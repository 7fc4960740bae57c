package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a table beyond its key and its columns: size, and collations that hide changes. */
class AnalyzeTest {
    private static final String HIDDEN = "different texts are equal to the database, not to noclobber: ";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String analyze(Database database) {
        int code = Conformance.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "analyze",
                "--url",
                database.url(),
                "--user",
                database.user(),
                "--password",
                database.password());
        assertThat(code).as(err.toString()).isZero();
        String after =
                out.toString().substring(out.toString().toLowerCase(Locale.ROOT).indexOf("analyzed_texts"));
        return after.substring(0, after.indexOf("\n\n"));
    }

    private static void execute(Database database, List<String> texts) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    private static String table(String hiding, String exact) {
        return "CREATE TABLE analyzed_texts (id INT NOT NULL PRIMARY KEY, a " + hiding + ", b " + exact + ")";
    }

    static Stream<Arguments> engines() {
        String icu = "CREATE COLLATION ignoring (provider = icu, locale = 'und-u-ks-level2', deterministic = false)";
        return Stream.of(
                Arguments.of(
                        Engine.POSTGRESQL_18,
                        List.of(icu, table("VARCHAR(9) COLLATE ignoring", "VARCHAR(9)")),
                        HIDDEN + "a (ignoring)\n",
                        "size: \\d+ kB",
                        List.of("DROP COLLATION ignoring")),
                Arguments.of(
                        Engine.MARIADB,
                        List.of(table("VARCHAR(9) COLLATE utf8mb4_general_ci", "VARCHAR(9) COLLATE utf8mb4_nopad_bin")),
                        HIDDEN + "a (utf8mb4_general_ci)\n",
                        "size: about \\d+ rows, \\d+ kB",
                        List.of()),
                Arguments.of(
                        Engine.H2,
                        List.of(table("VARCHAR_IGNORECASE(9)", "VARCHAR(9)")),
                        HIDDEN + "A (",
                        "size: about \\d+ rows",
                        List.of()),
                Arguments.of(
                        Engine.HSQLDB,
                        List.of(table("VARCHAR(9)", "INT")),
                        HIDDEN + "A (",
                        "size: about \\d+ rows",
                        List.of()),
                Arguments.of(Engine.DERBY, List.of(table("VARCHAR(9)", "VARCHAR(9)")), "", "size: \\d+ kB", List.of()),
                Arguments.of(
                        Engine.SQLITE,
                        List.of(table("VARCHAR(9)", "VARCHAR(9)")),
                        "",
                        "size: the catalog does not say",
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void table_withTexts_isToldWithSizeAndCollations(
            Engine engine, List<String> made, String hidden, String size, List<String> after) throws SQLException {
        Database database = engine.database();
        execute(database, made);
        List<String> dropped = new ArrayList<>(List.of("DROP TABLE analyzed_texts"));
        dropped.addAll(after);
        try {
            assertThat(analyze(database)).contains(hidden).containsPattern(size);
        } finally {
            execute(database, dropped);
        }
    }

    @Test
    void sizes_areToldInUnits() {
        assertThat(TableSize.inUnits(0)).isEqualTo("0 kB");
        assertThat(TableSize.inUnits(8192)).isEqualTo("9 kB");
        assertThat(TableSize.inUnits(3_400_000)).isEqualTo("3.4 MB");
        assertThat(TableSize.inUnits(2_250_000_000_000L)).isEqualTo("2,250.0 GB");
    }
}
