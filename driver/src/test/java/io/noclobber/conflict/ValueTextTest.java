package io.noclobber.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ValueTextTest {
    @Test
    void render_ordinaryTypes_areWrittenForPeople() {
        assertThat(render(null)).isEqualTo("empty");
        assertThat(render("")).isEqualTo("''");
        assertThat(render('x')).isEqualTo("'x'");
        assertThat(render(true)).isEqualTo("true");
        assertThat(render(-5L)).isEqualTo("-5");
        assertThat(render(1.0e-7)).isEqualTo("1.0E-7");
        assertThat(render(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(render(new BigDecimal("10.00"))).isEqualTo("10.00");
        assertThat(render(LocalDate.of(2025, 3, 1))).isEqualTo("2025-03-01");
        assertThat(render(LocalDateTime.of(2025, 3, 1, 10, 5))).isEqualTo("2025-03-01 10:05");
        assertThat(render(OffsetDateTime.parse("2025-03-01T10:05:07.5+02:00")))
                .isEqualTo("2025-03-01 10:05:07.500+02:00");
        assertThat(render(new UUID(0, 1))).isEqualTo("00000000-0000-0000-0000-000000000001");
        assertThat(render(new Object[] {1, new String[] {"a"}})).isEqualTo("[1, [a]]");
    }

    @Test
    void render_binary_isLengthAndHash() {
        assertThat(render("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo("3 bytes (SHA-256 ba7816bf…)");
        assertThat(render(new byte[1])).isEqualTo("1 byte (SHA-256 6e340b9c…)");
    }

    @Test
    void render_hugeNumber_isNotSpelledOut() {
        assertThat(render(new BigDecimal("1E+1000000000"))).isEqualTo("1E+1000000000");
        assertThat(render(new BigDecimal("1E-2147483647"))).isEqualTo("1E-2147483647");
    }

    @Test
    void cut_atTheLimit_countsCharactersNotUnits() {
        assertThat(ValueText.cut("abc", 3)).isEqualTo("abc");
        assertThat(ValueText.cut("abcd", 3)).isEqualTo("abc…");
        assertThat(ValueText.cut("\uD83D\uDE00\uD83D\uDE00", 1)).isEqualTo("\uD83D\uDE00…");
        assertThat(ValueText.cut("\uD83D", 5)).isEqualTo("\\u{d83d}");
        assertThat(ValueText.render(1234567890123L, 8)).isEqualTo("12345678…");
    }

    private static String render(Object value) {
        return ValueText.render(value, 60);
    }
}
