package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.dialect.Naming.Casing;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NamingTest {

    @Test
    void fold_inTurkish_isAsEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(Casing.UPPER.matches("line_id", "LINE_ID")).isTrue();
            assertThat(Casing.LOWER.matches("LINE_ID", "line_id")).isTrue();
            assertThat(Casing.IGNORED.matches("LINE_ID", "line_id")).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void lower_leavesLettersBeyondAscii() {
        assertThat(Casing.LOWER.fold("ÄB")).isEqualTo("Äb");
    }

    @Test
    void quoted_doublesTheQuote() {
        Naming naming = new Naming(Casing.UPPER, Casing.EXACT, Casing.UPPER, Casing.EXACT, "\"", true);

        assertThat(naming.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
    }
}
