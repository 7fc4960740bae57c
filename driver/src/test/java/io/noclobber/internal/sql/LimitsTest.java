package io.noclobber.internal.sql;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.noclobber.internal.sql.StatementPlan.Insert;
import io.noclobber.internal.sql.StatementPlan.Unanalysed;
import io.noclobber.internal.sql.StatementPlan.Write;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LimitsTest {
    private static StatementPlan plan(String text) {
        return assertTimeoutPreemptively(ofSeconds(10), () -> Syntaxes.plan(Syntaxes.STANDARD, text));
    }

    private static UnguardedReason reason(String text) {
        StatementPlan plan = plan(text);
        assertThat(plan).isInstanceOf(Unanalysed.class);
        return ((Unanalysed) plan).reason();
    }

    private static String nested(int depth, String open, String inner, String close) {
        return "DELETE FROM t WHERE " + open.repeat(depth) + inner + close.repeat(depth);
    }

    @Test
    void nesting_upToTheLimit_isAnalysed() {
        assertThat(plan(nested(99, "(", "id = 1", ")"))).isInstanceOf(Write.class);
        assertThat(reason(nested(101, "(", "id = 1", ")"))).isEqualTo(UnguardedReason.TOO_DEEP);
    }

    static List<String> deep() {
        return List.of(
                nested(2_000, "(", "id = 1", ")"),
                nested(2_000, "coalesce(", "id", ", 1)") + " = 1",
                nested(2_000, "CASE WHEN a = 1 THEN ", "id", " END") + " = 1",
                nested(2_000, "id IN (SELECT id FROM t WHERE ", "id = 1", ")"),
                nested(2_000, "NOT ", "id = 1", ""),
                nested(2_000, "- ", "id", "") + " = 1",
                nested(2_000, "a[", "1", "]") + " = 1");
    }

    @ParameterizedTest
    @MethodSource("deep")
    void deepText_isRefusedBeforeTheParserSeesIt(String text) {
        assertThat(reason(text)).isEqualTo(UnguardedReason.TOO_DEEP);
    }

    static List<String> chains() {
        return List.of(
                "DELETE FROM t WHERE id = 1" + " OR id = 1".repeat(2_000),
                "DELETE FROM t WHERE id = 1" + " AND id = 1".repeat(2_000),
                "DELETE FROM t WHERE id = 1" + " + 1".repeat(5_000),
                "DELETE FROM t WHERE id IN (1" + ", 1".repeat(5_000) + ")",
                "SELECT * FROM t" + " JOIN t ON a = b".repeat(2_000),
                "SELECT 1 FROM t" + " UNION SELECT 1 FROM t".repeat(2_000),
                "SELECT * FROM t WHERE a = '" + "x".repeat(70_000) + "'");
    }

    @ParameterizedTest
    @MethodSource("chains")
    void longText_isRefusedBeforeTheParserSeesIt(String text) {
        assertThat(reason(text)).isEqualTo(UnguardedReason.TOO_LONG);
    }

    @Test
    void chainsAndLists_upToTheLimit_areAnalysed() {
        String conditions = "DELETE FROM t WHERE id = 1" + " AND id = 1".repeat(450);
        assertThat(((Write) plan(conditions)).pins()).hasSize(451);
        String list = "DELETE FROM t WHERE id IN (?" + ", ?".repeat(1_999) + ")";
        assertThat(((Write) plan(list)).pins().get(0).values()).hasSize(2_000);
    }

    @Test
    void longInsert_isRecognisedWithoutParsing() {
        String insert = "INSERT INTO t VALUES (1)" + ", (1)".repeat(100_000);
        assertThat(plan(insert)).isInstanceOf(Insert.class);
    }

    @Test
    void openQuotesAndComments_areFast() {
        assertThat(reason("UPDATE t SET a = '" + "''".repeat(150_000))).isEqualTo(UnguardedReason.NOT_PARSED);
        assertThat(reason("UPDATE t /*" + " /* ".repeat(75_000))).isEqualTo(UnguardedReason.NOT_PARSED);
        assertThat(reason("UPDATE t " + "\"".repeat(300_001))).isEqualTo(UnguardedReason.NOT_PARSED);
    }

    @Test
    void smallStack_isNoReasonToFail() throws Exception {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(
                null,
                () -> {
                    for (int depth = 1; depth <= 100; depth++) {
                        plan(nested(depth, "coalesce(", "id", ", 1)") + " = 1");
                    }
                },
                "small stack",
                160 * 1024);
        thread.setUncaughtExceptionHandler((dead, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(failure[0]).isNull();
    }
}
