package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements in every form that people write: what is guarded is shown with its predicates, what is not with the reason. */
class ExplainTextsTest {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE orders (id INT NOT NULL PRIMARY KEY, status VARCHAR(30), note VARCHAR(30))",
            "INSERT INTO orders VALUES (4711, 'OPEN', NULL)",
            "CREATE TABLE \"Order where\" (id INT NOT NULL PRIMARY KEY, status VARCHAR(30))",
            "INSERT INTO \"Order where\" VALUES (4711, 'OPEN')");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int explain(List<String> place, String sql, String... more) {
        List<String> all = new ArrayList<>(List.of("explain", "--sql", sql));
        all.addAll(place);
        all.addAll(List.of(more));
        return Conformance.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private static List<String> inMemory(String dialect) {
        List<String> place = new ArrayList<>(List.of("--dialect", dialect));
        TABLES.forEach(text -> place.addAll(List.of("--given", text)));
        return place;
    }

    private static List<String> guarded() {
        return List.of(
                "UPDATE orders SET status = 'X' WHERE id = 4711",
                "update orders set status = 'X' where id = 4711;",
                "UPDATE \"Order where\" SET status = 'X' WHERE id = 4711",
                "UPDATE orders SET status = 'no where to go' WHERE id = 4711",
                "UPDATE orders SET status = 'X' /* where */ -- or where\n WHERE id = 4711",
                "/* first where */ DELETE FROM orders WHERE id = 4711",
                "DELETE\nFROM\n\torders\nWHERE\n\tid\n=\n4711");
    }

    static Stream<Arguments> guardedTexts() {
        return Stream.of("h2", "hsqldb", "derby", "sqlite")
                .flatMap(dialect -> guarded().stream()
                        .filter(sql -> !(dialect.equals("derby") && sql.endsWith(";")))
                        .map(sql -> Arguments.of(dialect, sql)));
    }

    /** Derby prepares no text with a semicolon. */
    @Test
    void write_thatNothingIsAddedTo_isToldAsComparedOnTheRow() {
        assertThat(explain(inMemory("derby"), "UPDATE orders SET status = 'X' WHERE id = 4711;"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("left out  STATUS: it is compared on the row, which is locked first")
                .contains("left out  NOTE: it is compared on the row, which is locked first");
    }

    @ParameterizedTest
    @MethodSource("guardedTexts")
    void write_byItsKey_isShownWithPredicates(String dialect, String sql) {
        assertThat(explain(inMemory(dialect), sql)).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("(1 rows)", " = OPEN")
                .containsPattern("(?is)sent .*\\) AND \\(.*status")
                .doesNotContain("as it is", "note   ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE orders o SET status = 'X' WHERE o.id = 4711",
                "UPDATE orders AS o SET o.status = 'X' WHERE o.id = 4711",
                "UPDATE public.orders SET status = 'X' WHERE public.orders.id = 4711",
                "UPDATE \"PUBLIC\".\"ORDERS\" AS \"the where\" SET status = 'X' WHERE \"the where\".id = 4711",
                "DELETE FROM public.orders o WHERE o.id = 4711"
            })
    void write_ofATableWithAnAliasOrASchema_isShownWithPredicates(String sql) {
        write_byItsKey_isShownWithPredicates("h2", sql);
    }

    static Stream<Arguments> otherTexts() {
        return Stream.of(
                Arguments.of("UPDATE orders SET status = 'X' WHERE status = 'OPEN'", "SET_BASED"),
                Arguments.of(
                        "MERGE INTO orders USING (VALUES (4711, 'X')) AS v (id, status) ON orders.id = v.id"
                                + " WHEN MATCHED THEN UPDATE SET status = v.status",
                        "MERGE"),
                Arguments.of("MERGE INTO orders (id, status) KEY (id) VALUES (4711, 'X')", "MERGE"),
                Arguments.of("UPDATE orders SET status = 'X' WHERE id = 4711 FETCH FIRST 1 ROWS ONLY", "LIMITED_WRITE"),
                Arguments.of(
                        "UPDATE orders SET status = 'X' WHERE id = 4711; DELETE FROM orders WHERE id = 4711",
                        "SEVERAL_STATEMENTS"),
                Arguments.of("INSERT INTO orders VALUES (1, 'a', 'b'); DELETE FROM orders", "SEVERAL_STATEMENTS"),
                Arguments.of("UPDTE orders SET status = 'X' WHERE id = 4711", "NOT_PARSED"),
                Arguments.of("UPDATE orders SET status 'X' WHERE id == 4711", "NOT_PARSED"),
                Arguments.of("WHERE", "NOT_PARSED"));
    }

    @ParameterizedTest
    @MethodSource("otherTexts")
    void write_thatIsNotGuarded_isToldWithTheReason(String sql, String reason) {
        assertThat(explain(inMemory("h2"), sql)).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("sent   " + sql, "as it is, because of " + reason + "\n")
                .doesNotContain("left out");
    }

    static Stream<Arguments> refusedTexts() {
        return Stream.of(
                Arguments.of("INSERT INTO orders VALUES (1, 'a', 'b')", "it only adds rows"),
                Arguments.of("SELECT * FROM orders WHERE id = 4711", "it is a query"),
                Arguments.of("WITH o AS (SELECT * FROM orders) SELECT * FROM o", "it is a query"),
                Arguments.of("VALUES (1)", "it is a query"),
                Arguments.of("CREATE TABLE update_where (id INT)", "it changes tables"),
                Arguments.of("TRUNCATE TABLE orders", "it changes tables"),
                Arguments.of("CALL ABS(-1)", "it is a call"),
                Arguments.of("SET SCHEMA PUBLIC", "it writes no row"),
                Arguments.of("COMMIT", "it writes no row"),
                Arguments.of("", "it writes no row"),
                Arguments.of("-- UPDATE orders SET status = 'X' WHERE id = 4711", "it writes no row"));
    }

    @ParameterizedTest
    @MethodSource("refusedTexts")
    void statement_thatIsNoWrite_isRefusedSayingWhatItIs(String sql, String what) {
        assertThat(explain(inMemory("h2"), sql)).isEqualTo(2);
        assertThat(err.toString()).contains("--sql is no UPDATE or DELETE: " + what);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void write_withoutWhere_asksForTheQuery() {
        assertThat(explain(inMemory("h2"), "UPDATE orders SET status = 'X'")).isEqualTo(2);
        assertThat(err.toString()).contains("--sql has no WHERE, so it means every row", "--read");

        assertThat(explain(inMemory("h2"), "UPDATE orders SET status = 'X'", "--read", "SELECT * FROM orders"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("as it is, because of SET_BASED");
    }

    @Test
    void write_withParameters_asksForValues() {
        assertThat(explain(inMemory("h2"), "UPDATE orders SET status = 'X' WHERE id = ?"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--sql has a ? in it");
    }

    @Test
    void read_isAQueryOfAnyForm() {
        String update = "UPDATE orders SET status = 'X' WHERE id = 4711";
        assertThat(explain(inMemory("h2"), update, "--read", "SELECT o.* FROM orders o WHERE o.status = 'OPEN'"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("AND (").doesNotContain("as it is");

        assertThat(explain(inMemory("h2"), update, "--read", "WITH o AS (SELECT * FROM orders) SELECT * FROM o"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("as it is, because of NO_IMAGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM orders", "SELECT 1; DELETE FROM orders", "CALL ABS(-1)"})
    void read_thatMayWrite_isRefused(String read) {
        assertThat(explain(inMemory("h2"), "UPDATE orders SET status = 'X' WHERE id = 4711", "--read", read))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--read is refused: it must be a query");
    }

    /** No rollback puts it back. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT o.*, NEXT VALUE FOR numbers FROM orders o",
                "SELECT o.*, next /* ' */ value\nfor numbers FROM orders o",
                "SELECT o.*, nextval('numbers') FROM orders o",
                "SELECT o.*, \"NEXTVAL\" ('numbers') FROM orders o",
                "SELECT o.*, 1 AS \"it's\", nextval('numbers') FROM orders o",
                "SELECT o.*, 1 AS \"a--b\", nextval('numbers') FROM orders o",
                "SELECT o.*, numbers.NEXTVAL FROM orders o",
                "SELECT o.*, setval('numbers', 1) FROM orders o",
                "SELECT o.*, GEN_ID(numbers, 1) FROM orders o",
                "SELECT o.*, NEXTVAL FOR numbers FROM orders o",
                "SELECT o.* INTO OUTFILE '/tmp/orders' FROM orders o"
            })
    void read_thatDoesWhatLasts_isRefused(String read) {
        List<String> place = inMemory("h2");
        place.addAll(List.of("--given", "CREATE SEQUENCE numbers"));
        assertThat(explain(place, "UPDATE orders SET status = 'X' WHERE id = 4711", "--read", read))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("The query that reads the row is refused: ", " does what no rollback puts back");
        assertThat(out.toString()).isEmpty();
    }

    /** Of its condition, by which its row is read. */
    @Test
    void write_whoseConditionDrawsFromASequence_isRefused() {
        List<String> place = inMemory("h2");
        place.addAll(List.of("--given", "CREATE SEQUENCE numbers"));
        assertThat(explain(place, "UPDATE orders SET status = 'X' WHERE id = nextval('numbers')"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("does what no rollback puts back");

        assertThat(explain(place, "UPDATE orders SET note = NEXT VALUE FOR numbers WHERE id = 4711"))
                .as("what it sets is not sent: %s", err)
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT o.*, 'nextval(''x'')' FROM orders o -- next value for x",
                "SELECT o.*, status AS nextval /* x.nextval */ FROM orders o"
            })
    void read_thatOnlyNamesIt_isTaken(String read) {
        assertThat(explain(inMemory("h2"), "UPDATE orders SET status = 'X' WHERE id = 4711", "--read", read))
                .as(err.toString())
                .isZero();
    }

    static Stream<Arguments> textsWithCommonTables() {
        return Stream.of(
                Arguments.of(
                        "WITH w AS (SELECT 4711 AS id) UPDATE orders SET status = 'X' WHERE id IN (SELECT id FROM w)",
                        "read   WITH w AS (SELECT 4711 AS id) SELECT * FROM orders WHERE id IN (SELECT id FROM w)  (1 rows)",
                        "as it is, because of SET_BASED"),
                Arguments.of(
                        "WITH w (s) AS (SELECT 'OPEN') DELETE FROM orders WHERE id = 4711 AND status IN (SELECT s FROM w)",
                        "read   WITH w (s) AS (SELECT 'OPEN') SELECT * FROM orders WHERE id = 4711",
                        " = OPEN"));
    }

    /** The condition means nothing without them. */
    @ParameterizedTest
    @MethodSource("textsWithCommonTables")
    void write_whoseConditionUsesACommonTable_isReadWithIt(String sql, String read, String shown) {
        assertThat(explain(inMemory("sqlite"), sql)).as(err.toString()).isZero();
        assertThat(out.toString()).contains(read, "sent   WITH w", shown);
    }

    @Test
    void query_thatTheDatabaseRefuses_isShown() {
        assertThat(explain(inMemory("h2"), "UPDATE nowhere SET status = 'X' WHERE id = 4711"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("The database refuses the query SELECT * FROM nowhere WHERE id = 4711", "--read");
    }

    @Test
    void writes_onPostgresql_areExplainedAndNothingIsWritten() throws SQLException {
        Database database = Engine.POSTGRESQL_18.database();
        execute(database, "CREATE SCHEMA explained", "SET search_path = explained", TABLES.get(0), TABLES.get(1));
        List<String> place = List.of(
                "--url",
                database.url(),
                "--user",
                database.user(),
                "--password",
                database.password(),
                "--schema",
                "explained");
        try {
            assertThat(explain(place, "UPDATE explained.orders AS o SET status = 'X' WHERE o.id = 4711"))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).contains(") AND (").doesNotContain("as it is");

            String cte = "WITH w AS (SELECT 4711 AS id) UPDATE orders SET status = 'X' WHERE id = 4711";
            assertThat(explain(place, cte)).as(err.toString()).isZero();
            assertThat(out.toString()).contains("sent   WITH w AS (SELECT 4711 AS id) UPDATE orders SET status = ");

            String used = "WITH w AS (SELECT 4711 AS id) DELETE FROM orders WHERE id IN (SELECT id FROM w)";
            assertThat(explain(place, used)).as(err.toString()).isZero();
            assertThat(out.toString())
                    .contains("read   WITH w AS (SELECT 4711 AS id) SELECT * FROM orders WHERE id IN");

            assertThat(explain(
                            place, "UPDATE orders SET status = v.s FROM (VALUES (4711, 'X')) v (i, s) WHERE id = v.i"))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).contains("as it is, because of JOINED_WRITE");

            assertThat(explain(place, "WITH d AS (DELETE FROM orders RETURNING id) SELECT * FROM d"))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).contains("as it is, because of WRITING_CTE");

            assertThat(explain(
                            place, "INSERT INTO orders VALUES (4711, 'X') ON CONFLICT (id) DO UPDATE SET status = 'X'"))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).contains("as it is, because of UPSERT");

            assertThat(rows(database)).isEqualTo("4711 OPEN\n");
        } finally {
            execute(database, "DROP SCHEMA explained CASCADE");
        }
    }

    private static String rows(Database database) throws SQLException {
        StringBuilder found = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, status FROM explained.orders")) {
            while (rows.next()) {
                found.append(rows.getInt(1))
                        .append(' ')
                        .append(rows.getString(2))
                        .append('\n');
            }
        }
        return found.toString();
    }

    private static void execute(Database database, String... texts) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }
}
