package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.SqlSyntax;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiteralsTest {
    private static Object pinned(SqlSyntax syntax, String literal) {
        AnalysedStatement statement = new CachingSqlAnalyser(syntax).analyse("DELETE FROM t WHERE id = " + literal);
        StatementPlan.Write write = (StatementPlan.Write) statement.plan();
        if (write.pins().isEmpty()) {
            return "no pin";
        }
        int ordinal = ((io.noclobber.internal.sql.ValueSource.Literal)
                        write.pins().get(0).values().get(0))
                .ordinal();
        assertThat(statement.literalText(ordinal)).isEqualTo(literal);
        return statement.literal(ordinal);
    }

    @Test
    void numbers_haveTheirExactValue() {
        assertThat(pinned(Syntaxes.STANDARD, "5")).isEqualTo(5L);
        assertThat(pinned(Syntaxes.STANDARD, "-5")).isEqualTo(-5L);
        assertThat(pinned(Syntaxes.STANDARD, "- 5")).isEqualTo(-5L);
        assertThat(pinned(Syntaxes.STANDARD, "+5")).isEqualTo(5L);
        assertThat(pinned(Syntaxes.STANDARD, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(pinned(Syntaxes.STANDARD, "9223372036854775808")).isEqualTo(new BigDecimal("9223372036854775808"));
        assertThat(pinned(Syntaxes.STANDARD, "1.50")).isEqualTo(new BigDecimal("1.50"));
        assertThat(pinned(Syntaxes.STANDARD, "-.5")).isEqualTo(new BigDecimal("-0.5"));
        assertThat(pinned(Syntaxes.STANDARD, "1e3")).isEqualTo(1000.0);
    }

    @Test
    void strings_areUnescapedByTheRulesOfTheDatabase() {
        assertThat(pinned(Syntaxes.STANDARD, "'it''s \\n'")).isEqualTo("it's \\n");
        assertThat(pinned(Syntaxes.STANDARD, "''")).isEqualTo("");
        assertThat(pinned(Syntaxes.STANDARD, "N'a'")).isEqualTo("a");
        assertThat(pinned(Syntaxes.MARIADB, "'a\\'b\\n\\%\\q'")).isEqualTo("a'b\n\\%q");
        assertThat(pinned(Syntaxes.MARIADB, "\"it's \\\" x\"")).isEqualTo("it's \" x");
        assertThat(pinned(Syntaxes.POSTGRESQL, "E'a\\'b\\t'")).isEqualTo("a'b\t");
        assertThat(pinned(Syntaxes.POSTGRESQL, "'a\\tb'")).isEqualTo("a\\tb");
        assertThat(pinned(Syntaxes.POSTGRESQL, "$x$it's$x$")).isEqualTo("it's");
        assertThat(pinned(Syntaxes.ORACLE, "q'[it's]'")).isEqualTo("it's");
        assertThat(pinned(Syntaxes.H2, "X'0aFF'")).isEqualTo(new byte[] {10, -1});
    }

    @Test
    void constants_areLiterals() {
        assertThat(pinned(Syntaxes.STANDARD, "NULL")).isNull();
        assertThat(pinned(Syntaxes.STANDARD, "true")).isEqualTo(true);
        assertThat(pinned(Syntaxes.STANDARD, "False")).isEqualTo(false);
    }

    @Test
    void dates_inBothSpellings_areTimeValues() {
        assertThat(pinned(Syntaxes.STANDARD, "DATE '2020-02-29'")).isEqualTo(LocalDate.of(2020, 2, 29));
        assertThat(pinned(Syntaxes.STANDARD, "{d '2020-02-29'}")).isEqualTo(LocalDate.of(2020, 2, 29));
        assertThat(pinned(Syntaxes.STANDARD, "TIME '10:11:12'")).isEqualTo(LocalTime.of(10, 11, 12));
        assertThat(pinned(Syntaxes.STANDARD, "{t '10:11:12'}")).isEqualTo(LocalTime.of(10, 11, 12));
        assertThat(pinned(Syntaxes.STANDARD, "TIMESTAMP '2020-02-29 10:11:12.5'"))
                .isEqualTo(LocalDateTime.of(2020, 2, 29, 10, 11, 12, 500_000_000));
        assertThat(pinned(Syntaxes.STANDARD, "{ts '2020-02-29 10:11:12'}"))
                .isEqualTo(LocalDateTime.of(2020, 2, 29, 10, 11, 12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x1F",
                "B'101'",
                "U&'\\0041'",
                "TIMESTAMP '2020-02-29 10:11:12+02'",
                "DATE 'today'",
                "{d 'x'}",
                "1 + 2",
                "lower('a')",
                "CAST(5 AS DECIMAL(3))",
                "CAST(5 AS VARCHAR)",
                "5 * 2",
                "other",
                "(SELECT 1)"
            })
    void doubtfulValues_arePinnedByNone(String literal) {
        assertThat(pinned(Syntaxes.STANDARD, literal)).isEqualTo("no pin");
    }

    @Test
    void postgresBitString_isNoByteArray() {
        assertThat(pinned(Syntaxes.POSTGRESQL, "X'1F'")).isEqualTo("no pin");
    }

    @Test
    void sign_afterAnOperand_isAnOperator() {
        AnalysedStatement statement =
                new CachingSqlAnalyser(Syntaxes.STANDARD).analyse("UPDATE t SET a = b - 5, c = -7 WHERE id = 1");
        assertThat(statement.literal(0)).isEqualTo(5L);
        assertThat(statement.literal(1)).isEqualTo(-7L);
    }
}
