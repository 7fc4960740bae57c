package io.noclobber.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.SqlSyntax.Grammar;
import org.junit.jupiter.api.Test;

class SqlSyntaxTest {
    private static SqlSyntax with(Grammar grammar, int set) {
        return new SqlSyntax(grammar, set == 1, set == 2, set == 3, set == 4, set == 5, set == 6, set == 7, set == 8);
    }

    /** Its equality is written out, so no component may be forgotten there. */
    @Test
    void equals_ofAnyOtherComponent_isFalse() {
        for (int i = 0; i <= 8; i++) {
            SqlSyntax one = with(Grammar.ANSI, i);
            assertThat(one).isEqualTo(with(Grammar.ANSI, i)).hasSameHashCodeAs(with(Grammar.ANSI, i));
            assertThat(one).isNotEqualTo(with(Grammar.H2, i));
            for (int j = i + 1; j <= 8; j++) {
                assertThat(one).isNotEqualTo(with(Grammar.ANSI, j));
            }
        }
    }
}
