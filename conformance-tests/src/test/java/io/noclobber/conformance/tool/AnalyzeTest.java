package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
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
        try (Connection connection = database.connect();
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
                        Engine.POSTGRESQL_18,
                        List.of(
                                "CREATE EXTENSION citext",
                                "CREATE DOMAIN mail AS citext",
                                table("citext, m mail, c VARCHAR(9)", "VARCHAR(9)")),
                        HIDDEN + "a (citext), m (citext)\n",
                        "size: \\d+ kB",
                        List.of("DROP DOMAIN mail", "DROP EXTENSION citext")),
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
                Arguments.of(
                        Engine.DERBY,
                        List.of(table("VARCHAR(9)", "CLOB")),
                        HIDDEN + "A (UCS_BASIC, blanks at the end)\n",
                        "size: \\d+ kB",
                        List.of()),
                Arguments.of(
                        Engine.SQLITE,
                        List.of(table(
                                "VARCHAR(9) DEFAULT 'x' COLLATE NOCASE, \"o,\"\"d(d\" TEXT collate \"rtrim\","
                                        + " c TEXT COLLATE BINARY, d TEXT CHECK (d <> 'e' COLLATE NOCASE) /* COLLATE NOCASE */",
                                "VARCHAR(9), UNIQUE (b COLLATE NOCASE)")),
                        HIDDEN + "a (NOCASE), o,\"d(d (rtrim)\n",
                        "size: \\d+ kB",
                        List.of()),
                Arguments.of(
                        Engine.DUCKDB,
                        List.of(table(
                                "VARCHAR COLLATE NOCASE, c VARCHAR COLLATE NOACCENT.NOCASE", "VARCHAR COLLATE C")),
                        HIDDEN + "a (NOCASE), c (NOACCENT.NOCASE)\n",
                        "size: about \\d+ rows",
                        List.of()),
                Arguments.of(
                        Engine.FIREBIRD,
                        List.of(table(
                                "VARCHAR(9) CHARACTER SET UTF8 COLLATE UNICODE_CI,"
                                        + " c VARCHAR(9) CHARACTER SET ISO8859_1 COLLATE FR_FR_CI_AI",
                                "VARCHAR(9) CHARACTER SET OCTETS, d CHAR(9) CHARACTER SET UTF8")),
                        HIDDEN + "A (UNICODE_CI), C (FR_FR_CI_AI), D (UTF8, blanks at the end)\n",
                        "size: ",
                        List.of()));
    }

    @Test
    void derbyWithATerritory_namesItsCollation() throws SQLException {
        String url = "jdbc:derby:memory:analyzed;create=true;territory=de_DE;collation=TERRITORY_BASED:PRIMARY";
        Database database = Database.running(
                Engine.DERBY,
                url,
                "app",
                "app",
                Engine.DERBY.database().behaviour(),
                Engine.DERBY.database().place());
        execute(database, List.of(table("VARCHAR(9)", "INT")));

        assertThat(analyze(database)).contains(HIDDEN + "A (TERRITORY_BASED:PRIMARY)\n");
    }

    @Test
    void columnsWithoutSuchACollation_areNotTold() throws SQLException {
        for (Engine engine : List.of(Engine.SQLITE, Engine.DUCKDB, Engine.H2, Engine.POSTGRESQL_18)) {
            execute(engine.database(), List.of(table("VARCHAR(9)", "VARCHAR(9)")));
            try {
                assertThat(analyze(engine.database())).as(engine.toString()).doesNotContain(HIDDEN);
            } finally {
                execute(engine.database(), List.of("DROP TABLE analyzed_texts"));
            }
            out.getBuffer().setLength(0);
        }
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

    /** Where a database says nothing of it, the report does. */
    @Test
    void size_onFirebird_isToldOnceItsStatisticsHaveIt() throws SQLException {
        Database firebird = Engine.FIREBIRD.database();
        execute(firebird, List.of(table("INT, CONSTRAINT coded UNIQUE (a)", "INT")));
        try {
            assertThat(analyze(firebird)).contains("size: not told by this database");

            execute(
                    firebird,
                    List.of(
                            "INSERT INTO analyzed_texts VALUES (1, 1, 1)",
                            "INSERT INTO analyzed_texts VALUES (2, NULL, 1)"));
            execute(firebird, List.of("SET STATISTICS INDEX coded"));
            out.getBuffer().setLength(0);
            assertThat(analyze(firebird)).contains("size: about 2 rows");
        } finally {
            execute(firebird, List.of("DROP TABLE analyzed_texts"));
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
