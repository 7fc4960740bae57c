package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would be sent, shown without a database of anybody's. */
class ExplainDialectTest {
    private static final String TABLE =
            "CREATE TABLE orders (id INT NOT NULL PRIMARY KEY, status VARCHAR(9), note VARCHAR(9))";
    private static final String ROW = "INSERT INTO orders VALUES (4711, 'OPEN', NULL)";
    private static final String UPDATE = "UPDATE orders SET status = 'CANCELLED' WHERE id = 4711";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int explain(String... arguments) {
        List<String> all = new ArrayList<>(List.of("explain", "--sql", UPDATE));
        all.addAll(List.of(arguments));
        return Conformance.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"hsqldb,\"NOTE\" IS NULL", "h2,\"NOTE\" IS NULL", "derby,\"NOTE\" IS NULL", "sqlite,\"note\" IS NULL"})
    void update_ofAGivenRow_isShownInThatDialect(String dialect, String predicate) {
        int code = explain("--dialect", dialect, "--given", TABLE, "--given", ROW);

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString())
                .containsPattern(
                        "sent   UPDATE orders SET status = (\\?|'CANCELLED') WHERE \\(id = (\\?|4711)\\) AND \\(")
                .contains(predicate, " = OPEN");
    }

    @Test
    void tables_ofOneCall_areGoneInTheNext() {
        assertThat(explain("--dialect", "h2", "--given", TABLE, "--given", ROW)).isZero();

        assertThat(explain("--dialect", "h2")).isEqualTo(2);
        assertThat(err.toString()).contains("ORDERS");
    }

    @Test
    void dialect_thatIsNotHere_isRefusedWithTheWayOut() {
        assertThat(explain("--dialect", "oracle")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--dialect oracle needs a database of that kind", "--url", "hsqldb, h2, derby, sqlite");
    }

    @Test
    void statement_thatIsRefused_isNamed() {
        assertThat(explain("--dialect", "h2", "--given", "CREATE TALBE orders")).isEqualTo(2);
        assertThat(err.toString()).contains("--given CREATE TALBE orders is refused");
    }

    @Test
    void options_thatContradict_areRefused() {
        assertThat(explain("--url", "jdbc:h2:mem:x", "--given", TABLE)).isEqualTo(2);
        assertThat(err.toString()).contains("--given goes with --dialect only");
        assertThat(explain("--url", "jdbc:h2:mem:x", "--dialect", "h2")).isEqualTo(2);
        assertThat(err.toString()).contains("Either --url or --dialect is meant");
        assertThat(explain()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--url=<url>'");
    }
}
