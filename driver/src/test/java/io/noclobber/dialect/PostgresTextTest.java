package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{1,NULL} ~ {\"1\",NULL}",
                "{a b,null} ~ {\"a b\",NULL}",
                "{\"null\",\"a,}b\",\"q\\\"\\\\\"} ~ {\"null\",\"a,}b\",\"q\\\"\\\\\"}",
                "{{1,2},{3,4}} ~ {{\"1\",\"2\"},{\"3\",\"4\"}}",
                "[2:3]={1,2} ~ [2:3]={\"1\",\"2\"}",
                "{} ~ {}"
            })
    void array_isSpelledInOneWay(String text, String canonical) {
        assertThat(PostgresText.array(text)).isEqualTo(canonical);
        assertThat(PostgresText.array(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "(1,2.50) ~ (1.0,2.5)",
                "(1e+10,-0),(NaN,Infinity) ~ (1.0E10,-0.0),(NaN,Infinity)",
                "{1,NULL,-Infinity} ~ {\"1.0\",NULL,\"-Infinity\"}",
                "[2:3]={1,2} ~ [2:3]={\"1.0\",\"2.0\"}"
            })
    void numbers_areSpelledInOneWay(String text, String canonical) {
        assertThat(PostgresText.doubles(text)).isEqualTo(canonical);
        assertThat(PostgresText.doubles(canonical)).isEqualTo(canonical);
    }
}
