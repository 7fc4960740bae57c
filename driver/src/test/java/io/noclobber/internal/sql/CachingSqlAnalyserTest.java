package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.sql.StatementPlan.Insert;
import org.junit.jupiter.api.Test;

final class CachingSqlAnalyserTest {
    private final CachingSqlAnalyser analyser = new CachingSqlAnalyser(Syntaxes.STANDARD);

    private StatementPlan plan(String text) {
        return analyser.analyse(text).plan();
    }

    @Test
    void sameText_isAnalysedOnce() {
        AnalysedStatement first = analyser.analyse("DELETE FROM t WHERE id = ?");
        assertThat(analyser.analyse(new String("DELETE FROM t WHERE id = ?"))).isSameAs(first);
    }

    @Test
    void literals_ofAnyKindAndLength_shareThePlan() {
        StatementPlan plan = plan("UPDATE t SET a = 'x', b = 5 WHERE id = 1");
        assertThat(plan("UPDATE t SET a = 'it''s long', b = NULL WHERE id = 'k'"))
                .isSameAs(plan);
        assertThat(plan("UPDATE  t SET a=TRUE, /* c */ b=1.5e3\nWHERE id=N'1' -- end"))
                .isSameAs(plan);
        AnalysedStatement other = analyser.analyse("UPDATE t SET a = 'abc', b = 7 WHERE id = 'k' -- x");
        assertThat(other.literal(0)).isEqualTo("abc");
        assertThat(other.literal(1)).isEqualTo(7L);
        assertThat(other.literal(2)).isEqualTo("k");
        assertThat(other.splice("p")).isEqualTo("UPDATE t SET a = 'abc', b = 7 WHERE (id = 'k') AND (p) -- x");
    }

    @Test
    void shapes_thatDiffer_doNotShare() {
        StatementPlan plan = plan("DELETE FROM t WHERE id = 1");
        assertThat(plan("DELETE FROM t WHERE id = ?")).isNotEqualTo(plan);
        assertThat(plan("DELETE FROM t WHERE id = -1")).isNotSameAs(plan);
        assertThat(plan("DELETE FROM t WHERE id = 0x1F")).isNotEqualTo(plan);
        assertThat(plan("DELETE FROM t WHERE \"id\" = 1")).isNotEqualTo(plan);
        assertThat(plan("DELETE FROM t WHERE id IS NULL")).isNotSameAs(plan("DELETE FROM t WHERE id IS TRUE"));
    }

    @Test
    void signOfAString_isNotTheSignOfANumber() {
        plan("DELETE FROM t WHERE id = -5");
        assertThat(Plans.write(Syntaxes.STANDARD, "DELETE FROM t WHERE id = -'5'"))
                .endsWith("pins []");
        assertThat(plan("DELETE FROM t WHERE id = -'5'")).isNotEqualTo(plan("DELETE FROM t WHERE id = -5"));
    }

    @Test
    void unreadableShape_isRememberedToo() {
        StatementPlan first = plan("UPDATE t SET WHERE a = 1");
        assertThat(plan("UPDATE t SET WHERE a = 2")).isSameAs(first);
    }

    @Test
    void longTexts_areNotKept_buttheirShapeIs() {
        String text = "DELETE FROM t WHERE a = '" + "x".repeat(10_000) + "'";
        AnalysedStatement first = analyser.analyse(text);
        assertThat(analyser.analyse(text)).isNotSameAs(first);
        assertThat(analyser.analyse(text).plan()).isSameAs(first.plan());
    }

    @Test
    void insertsWithLiterals_areNotParsed() {
        assertThat(plan("INSERT INTO t VALUES (1, 'a'), (2, 'b')")).isInstanceOf(Insert.class);
    }

    @Test
    void literalBytes_areTheCallersOwn() {
        AnalysedStatement statement = analyser.analyse("DELETE FROM t WHERE id = X'01'");
        ((byte[]) statement.literal(0))[0] = 9;
        assertThat(statement.literal(0)).isEqualTo(new byte[] {1});
    }

    @Test
    void warmUp_anyThread_doesNotFail() {
        CachingSqlAnalyser.warmUp();
    }

    @Test
    void interruptFlag_ofTheCaller_isNeitherAReasonToFailNorLost() {
        Thread.currentThread().interrupt();
        StatementPlan plan = plan("DELETE FROM interrupted WHERE id = 1");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(plan).isInstanceOf(StatementPlan.Write.class);
    }
}
