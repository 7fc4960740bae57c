package io.noclobber.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal of an option, word by word. */
final class InvalidOptionTest {
    private static final String NAMES =
            "driver, mode, scope, reread, lockCheck, compare, version, exclude, inexact, tables, keys, noImage, unparsed, afterCall, ownCheck, deleteDeleted, imageRows, imageBytes, imageAge, conversationBytes, conversationIdle, conversationAge, conversationStore, redact, messageValues, messageLength, helpText, changedState, deletedState, diffTimeout";

    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @Test
    void unknown_misspelt_namesTheNearest() {
        InvalidOptionException refused = refuse("jdbc:noclobber[scpoe=transaction]:h2:mem:a");

        assertThat(refused)
                .hasMessage("Unknown noclobber option 'scpoe' with value 'transaction' in the URL."
                        + " Did you mean 'scope'? The options are: " + NAMES + ".");
        assertThat(refused.key()).isEqualTo("scpoe");
        assertThat(refused.value()).isEqualTo("transaction");
        assertThat(refused.rule()).isEqualTo("one of " + NAMES);
        assertThat(refused.nearest()).isEqualTo("scope");
    }

    @Test
    void unknown_nothingNear_namesAllOnly() {
        assertThat(refuse("jdbc:noclobber[zzz=1]:h2:mem:a"))
                .hasMessage(
                        "Unknown noclobber option 'zzz' with value '1' in the URL. The options are: " + NAMES + ".");
    }

    @Test
    void unknown_wouldBeSecret_isMasked() {
        InvalidOptionException refused = refuse("jdbc:noclobber[Password=geheim]:h2:mem:a");

        assertThat(refused)
                .hasMessage("Unknown noclobber option 'Password' with value '***' in the URL. The options are: " + NAMES
                        + ".");
        assertThat(refused.value()).isEqualTo("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"setBased", "onConflict", "rollbackOnConflict", "config", "noclobber.scope", "Scope"})
    void unknown_optionOfNoRelease_isRefused(String key) {
        assertThat(refuse("jdbc:noclobber[" + key + "=x]:h2:mem:a"))
                .hasMessageStartingWith("Unknown noclobber option '" + key + "' with value 'x' in the URL.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void empty_withDefault_saysWhatLeavingItOutMeans(String value) {
        InvalidOptionException refused = refuse("jdbc:noclobber[scope=" + value + "]:h2:mem:a");

        assertThat(refused)
                .hasMessage(
                        "The noclobber option 'scope' in the URL has no value. It must be transaction, connection, conversation or auto."
                                + " Leave it out for the default 'auto'.");
        assertThat(refused.value()).isEmpty();
    }

    @Test
    void empty_withoutDefault_saysWhatLeavingItOutMeans() {
        assertThat(refuse("jdbc:noclobber[helpText=]:h2:mem:a"))
                .hasMessage("The noclobber option 'helpText' in the URL has no value. It must be a text."
                        + " Leave it out for no value.");
    }

    @Test
    void twice_inTheUrl_namesBoth() {
        assertThat(refuse("jdbc:noclobber[scope=transaction;mode=off;scope=connection]:h2:mem:a"))
                .hasMessage(
                        "The noclobber option 'scope' is given twice in the URL, as 'transaction' and as 'connection'."
                                + " Give it once.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scope | transactoin | . It must be transaction, connection, conversation or auto. Did you mean 'transaction'?",
                "scope | Transaction | . It must be transaction, connection, conversation or auto. Did you mean 'transaction'?",
                "mode | observe | . It must be enforce or off.",
                "noImage | yes | . It must be pass, warn or refuse.",
                "unparsed | refused | . It must be pass, warn or refuse. Did you mean 'refuse'?",
                "afterCall | drop | . It must be keep or forget.",
                "ownCheck | differ | . It must be defer or conflict. Did you mean 'defer'?",
                "deleteDeleted | no | . It must be conflict or ignore.",
                "messageValues | yes | . It must be true or false.",
                "messageLength | 7 | . It must be a whole number from 8 to 10000.",
                "messageLength | 10001 | . It must be a whole number from 8 to 10000.",
                "imageRows | 0 | . It must be a whole number from 1 to 2147483647.",
                "imageRows | -1 | . It must be a whole number from 1 to 2147483647.",
                "imageRows | ١٢ | . It must be a whole number from 1 to 2147483647.",
                "imageRows | 99999999999999999999 | . It must be a whole number from 1 to 2147483647.",
                "imageBytes | 16M | . It must be a number of bytes greater than zero, such as 65536, 64k, 16m or 1g.",
                "imageBytes | 0k | . It must be a number of bytes greater than zero, such as 65536, 64k, 16m or 1g.",
                "imageBytes | 999999999999g | . It must be a number of bytes greater than zero, such as 65536, 64k, 16m or 1g.",
                "imageAge | 12 | . It must be a length of time greater than zero, such as 500ms, 30s, 10m, 8h or 1d.",
                "diffTimeout | 0s | . It must be a length of time greater than zero, such as 500ms, 30s, 10m, 8h or 1d.",
                "changedState | 40001 | . It must be five of the characters 0-9 and A-Z that do not begin with 00, 01, 02, 08, 0A"
                        + " or 40, on which applications and pools retry, reconnect or do nothing.",
                "changedState | 0A000 | . It must be five of the characters 0-9 and A-Z that do not begin with 00, 01, 02, 08, 0A"
                        + " or 40, on which applications and pools retry, reconnect or do nothing.",
                "deletedState | nc002 | . It must be five of the characters 0-9 and A-Z that do not begin with 00, 01, 02, 08, 0A"
                        + " or 40, on which applications and pools retry, reconnect or do nothing.",
                "compare | versions | : 'versions' does not end in read, changed, version, rowversion or key. It must be read, changed, version, rowversion or key, and"
                        + " exceptions such as ORDERS:changed or ORDERS.NOTES:key, separated by commas.",
                "compare | read,key | : what holds for all tables is given twice. It must be read, changed, version, rowversion or key, and"
                        + " exceptions such as ORDERS:changed or ORDERS.NOTES:key, separated by commas.",
                "compare | ORDERS:key,ORDERS:read | : 'ORDERS' is given twice. It must be read, changed, version, rowversion or key, and"
                        + " exceptions such as ORDERS:changed or ORDERS.NOTES:key, separated by commas.",
                "compare | A.B.C.D:key | : 'A.B.C.D' is neither TABLE nor TABLE.COLUMN nor SCHEMA.TABLE.COLUMN. It must be"
                        + " read, changed, version, rowversion or key, and exceptions such as ORDERS:changed or ORDERS.NOTES:key, separated by"
                        + " commas.",
                "exclude | NOTES | : 'NOTES' is neither TABLE.COLUMN nor SCHEMA.TABLE.COLUMN. It must be a list of"
                        + " TABLE.COLUMN or SCHEMA.TABLE.COLUMN, separated by commas, where * and ? are wildcards.",
                "redact | A.B, | : there is nothing behind a ','. It must be a list of TABLE.COLUMN or"
                        + " SCHEMA.TABLE.COLUMN, separated by commas, where * and ? are wildcards.",
                "redact | ,A.B | : there is nothing before a ','. It must be a list of TABLE.COLUMN or"
                        + " SCHEMA.TABLE.COLUMN, separated by commas, where * and ? are wildcards.",
                "redact | \"A.B | : a double quote is not closed. It must be a list of TABLE.COLUMN or"
                        + " SCHEMA.TABLE.COLUMN, separated by commas, where * and ? are wildcards.",
                "redact | A\"B\".C | : A\"B\" is not one name in double quotes. It must be a list of TABLE.COLUMN or"
                        + " SCHEMA.TABLE.COLUMN, separated by commas, where * and ? are wildcards.",
                "redact | \"\".C | : \"\" is not one name in double quotes. It must be a list of TABLE.COLUMN or"
                        + " SCHEMA.TABLE.COLUMN, separated by commas, where * and ? are wildcards.",
                "tables | A.B.C | : 'A.B.C' is neither TABLE nor SCHEMA.TABLE. It must be a list of TABLE or SCHEMA.TABLE,"
                        + " separated by commas, where * and ? are wildcards and a leading ! excludes.",
                "tables | A,! | : there is nothing behind a '!'. It must be a list of TABLE or SCHEMA.TABLE,"
                        + " separated by commas, where * and ? are wildcards and a leading ! excludes.",
                "keys | V_ORDERS | : 'V_ORDERS' is not TABLE:COLUMN. It must be a list of TABLE:COLUMN or"
                        + " TABLE:COLUMN+COLUMN, separated by commas, such as V_ORDERS:ID,SALES.ORDER_LINE:ORDER_ID+LINE_NO.",
                "keys | V:ID,V:NO | : 'V' is given twice. It must be a list of TABLE:COLUMN or TABLE:COLUMN+COLUMN,"
                        + " separated by commas, such as V_ORDERS:ID,SALES.ORDER_LINE:ORDER_ID+LINE_NO.",
                "keys | V:ID+id | : the column 'id' is given twice. It must be a list of TABLE:COLUMN or"
                        + " TABLE:COLUMN+COLUMN, separated by commas, such as V_ORDERS:ID,SALES.ORDER_LINE:ORDER_ID+LINE_NO.",
                "keys | V:ID+ | : there is nothing behind a '+'. It must be a list of TABLE:COLUMN or"
                        + " TABLE:COLUMN+COLUMN, separated by commas, such as V_ORDERS:ID,SALES.ORDER_LINE:ORDER_ID+LINE_NO.",
            })
    void invalid_anyOption_saysTheRule(String key, String value, String rest) {
        Properties properties = new Properties();
        properties.setProperty("noclobber." + key, value);
        for (String tag : new String[] {"en-US", "tr-TR"}) {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThatExceptionOfType(InvalidOptionException.class)
                    .isThrownBy(() -> Settings.resolve(new Properties(), null, properties))
                    .withMessage("The noclobber option '" + key + "' in the connection properties cannot be '" + value
                            + "'" + rest)
                    .satisfies(refused -> {
                        assertThat(refused.key()).isEqualTo(key);
                        assertThat(refused.value()).isEqualTo(value);
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "scope,scope,0",
        "scpoe,scope,1",
        "scop,scope,1",
        "sscope,scope,1",
        "kscope,scope,1",
        "abc,'',3",
        "'',abc,3",
        "ca,abc,3"
    })
    void distance_ofTwoWords_countsEdits(String one, String other, int edits) {
        assertThat(Nearest.distance(one, other)).isEqualTo(edits);
        assertThat(Nearest.distance(other, one)).isEqualTo(edits);
    }

    private static InvalidOptionException refuse(String url) {
        try {
            Settings.resolve(new Properties(), ConnectionUrl.parse(url), null);
        } catch (InvalidOptionException refused) {
            return refused;
        }
        throw new AssertionError("not refused: " + url);
    }
}
