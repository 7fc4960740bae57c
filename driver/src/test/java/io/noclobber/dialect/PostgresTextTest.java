package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
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

    /** All four styles of one interval. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "00:00:00 ~ 00:00:00 ~ @ 0 ~ 0 ~ PT0S",
                "1 year 2 mons 3 days 04:05:06.789 ~ 1 year 2 mons 3 days 04:05:06.789 ~ @ 1 year 2 mons 3 days 4 hours 5 mins 6.789 secs ~ +1-2 +3 +4:05:06.789 ~ P1Y2M3DT4H5M6.789S",
                "-1 days -02:03:04 ~ -1 days -02:03:04 ~ @ 1 day 2 hours 3 mins 4 secs ago ~ -1 2:03:04 ~ P-1DT-2H-3M-4S",
                "-1 days +02:03:04 ~ -1 days +02:03:04 ~ @ 1 day -2 hours -3 mins -4 secs ago ~ +0-0 -1 +2:03:04 ~ P-1DT2H3M4S",
                "-1 years -2 mons ~ -1 years -2 mons ~ @ 1 year 2 mons ago ~ -1-2 ~ P-1Y-2M",
                "1 mon ~ 1 mon ~ @ 1 mon ~ 0-1 ~ P1M",
                "00:01:00 ~ 00:01:00 ~ @ 1 min ~ 0:01:00 ~ PT1M",
                "-00:00:00.5 ~ -00:00:00.5 ~ @ 0.5 secs ago ~ -0:00:00.5 ~ PT-0.5S",
                "100 days ~ 100 days ~ @ 100 days ~ 100 0:00:00 ~ P100D",
                "infinity ~ infinity ~ infinity ~ infinity ~ infinity"
            })
    void interval_isSpelledInOneWay(String canonical, String postgres, String verbose, String standard, String iso) {
        assertThat(Stream.of(postgres, verbose, standard, iso).map(PostgresText::interval))
                .allMatch(canonical::equals);
        assertThat(PostgresText.intervals("{" + iso + ",NULL}")).isEqualTo("{\"" + canonical + "\",NULL}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "$1,234.50 ~ 123450",
                "-$1,234.50 ~ -123450",
                "($0.05) ~ -5",
                "1.234,50 \u20ac ~ 123450",
                "\u2212 12,00 kr ~ -1200",
                "$0.00 ~ ''",
                "\u00a5123,450 ~ 123450"
            })
    void money_isItsDigits_inEveryPlace(String text, String digits) {
        assertThat(PostgresText.moneyDigits(text)).isEqualTo(digits);
    }
}
