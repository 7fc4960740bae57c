package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of columns and of statements that are not guarded. */
class ExplainReasonsTest {
    private static final String TABLE =
            "CREATE TABLE orders (id INT NOT NULL PRIMARY KEY, status VARCHAR(9), note VARCHAR(9), version INT NOT NULL)";
    private static final String ROW = "INSERT INTO orders VALUES (4711, 'OPEN', NULL, 1)";
    private static final String UPDATE = "UPDATE orders SET status = 'CANCELLED' WHERE id = 4711";

    private final StringWriter out = new StringWriter();

    private String explain(String sql, String... more) {
        StringWriter err = new StringWriter();
        List<String> all =
                new ArrayList<>(List.of("explain", "--dialect", "h2", "--given", TABLE, "--given", ROW, "--sql", sql));
        all.addAll(List.of(more));
        int code = Conformance.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }

    @Test
    void column_thatIsCompared_isNotLeftOut() {
        assertThat(explain(UPDATE))
                .contains("left out  ID: it is of the key, which the WHERE pins")
                .doesNotContain("left out  STATUS", "left out  NOTE", "left out  VERSION", "as it is");
    }

    @ParameterizedTest
    @CsvSource({
        "exclude=*.NOTE,NOTE: option exclude names it",
        "compare=changed,NOTE: compare=changed and the statement neither sets it nor names it in its WHERE",
        "compare=key,STATUS: compare=key",
        "'compare=read,ORDERS.NOTE:key',NOTE: compare=key"
    })
    void column_leftOutByAnOption_isToldWithIt(String option, String line) {
        assertThat(explain(UPDATE, "--option", option).replace("changed, and", "changed and"))
                .contains("left out  " + line);
    }

    @Test
    void column_besideTheVersion_isToldSo() {
        assertThat(explain(UPDATE, "--option", "compare=version", "--option", "version=*.VERSION"))
                .contains("left out  STATUS: compare=version, and it is not the version")
                .doesNotContain("left out  VERSION");
    }

    @Test
    void column_thatTheQueryDoesNotRead_isToldSo() {
        assertThat(explain(UPDATE, "--read", "SELECT id, status FROM orders WHERE id = 4711"))
                .contains("left out  NOTE: the query does not read it")
                .doesNotContain("left out  STATUS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE orders SET status = 'X' WHERE status = 'OPEN' | SET_BASED",
                "DELETE FROM orders WHERE version = 1 | SET_BASED"
            })
    void statement_thatIsNotGuarded_isToldWithTheReason(String sql, String reason) {
        assertThat(explain(sql))
                .containsPattern("sent +" + sql.substring(0, 6))
                .contains("as it is, because of " + reason)
                .doesNotContain("left out");
    }
}
