package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiteralTextTest {
    private static AnalysedStatement analyse(String text) {
        return new CachingSqlAnalyser(Syntaxes.STANDARD).analyse(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    update t set a = 'x', b = -5 where id = 7 -- c     | 012 | update t set a = ?, b = ? where (id = ?) AND (p) -- c
                    update t set a = 'x', b = -5 where id = 7 -- c     | 02  | update t set a = ?, b = -5 where (id = ?) AND (p) -- c
                    update t set a='it''s = 5' where(id=12345)returning b | 01 | update t set a=? where((id=?)) AND (p)returning b
                    update t set a = 5                                 | 0   | update t set a = ? WHERE (p)
                    delete from t where id = 'a' and b is null         | 0   | delete from t where (id = ? and b is null) AND (p)
                    update t set a = 1 where id = 2                    | 1   | update t set a = 1 where (id = ?) AND (p)
                    """)
    void withParameters_someLiterals_keepsTheRestAndTheSplice(String text, String ordinals, String spliced) {
        int[] chosen = ordinals.chars().map(c -> c - '0').toArray();

        assertThat(analyse(text).withParameters(chosen).splice("p")).isEqualTo(spliced);
    }

    @Test
    void withParameters_textsOfOneShape_areOneText() {
        int[] all = {0, 1};

        assertThat(analyse("update t set a = 'x' where id = 1")
                        .withParameters(all)
                        .text())
                .isEqualTo(analyse("update t set a = 'longer' where id = 22")
                        .withParameters(all)
                        .text())
                .isEqualTo("update t set a = ? where id = ?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    update t set a = 'x'                  | true
                    update t set a =5                     | true
                    update t set a = -5.0                 | true
                    update t set a = .5                   | true
                    update t set a = +5                   | false
                    update t set a = N'x'                 | false
                    update t set a = E'x'                 | false
                    update t set a = x'00'                | false
                    update t set a = DATE '2024-01-01'    | false
                    update t set a = {d '2024-01-01'}     | false
                    update t set a = ('x')                | false
                    update t set a = /* = */ 'x'          | false
                    update t set a = TRUE                 | false
                    update t set a = NULL                 | false
                    delete from t where 5 = id            | false
                    delete from t where id IN (5)         | false
                    delete from t where id >= 5           | false
                    delete from t where id <> 5           | false
                    update t set a += 5                   | false
                    """)
    void isPlain_otherPlaceOrForm_isNot(String text, boolean plain) {
        assertThat(analyse(text).isPlain(0)).isEqualTo(plain);
    }
}
