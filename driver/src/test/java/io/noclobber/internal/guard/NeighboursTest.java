package io.noclobber.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.dialect.ColumnType;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

final class NeighboursTest {
    private static final ColumnType ANY = type(0);

    private static ColumnType type(int scale) {
        return new ColumnType("C", Types.OTHER, "ANY", 0, scale, "");
    }

    @Test
    void text_withLetters_differsInCaseAccentWidthAndBlanks() {
        assertThat(Neighbours.of("Tea", ANY))
                .contains("tea", "T\u0301ea", "Téa", "\uff34ea", "Tea\u200b", "Tea ", " Tea", "Tea  ")
                .doesNotContain("Tea")
                .doesNotHaveDuplicates();
    }

    @Test
    void text_padded_losesItsBlanks() {
        assertThat(Neighbours.of("x  ", ANY)).contains("x", "x   ");
    }

    @Test
    void text_withoutLetters_showsNothing() {
        assertThat(Neighbours.of("4711", ANY)).isEmpty();
        assertThat(Neighbours.of("", ANY)).isEmpty();
    }

    @Test
    void numbers_differInTheLastDigit_andNeverOverflow() {
        assertThat(Neighbours.of(5, ANY)).containsExactly(4);
        assertThat(Neighbours.of(Integer.MIN_VALUE, ANY)).containsExactly(Integer.MIN_VALUE + 1);
        assertThat(Neighbours.of(Long.MAX_VALUE, ANY)).containsExactly(Long.MAX_VALUE - 1);
        assertThat(Neighbours.of(new BigDecimal("1.50"), type(2))).containsExactly(new BigDecimal("1.49"));
        assertThat(Neighbours.of(new BigDecimal("0.00"), type(2))).containsExactly(new BigDecimal("0.01"));
    }

    @Test
    void numbers_whoseColumnMayHoldAnyScale_differInTheirScaleAlone() {
        assertThat(Neighbours.of(new BigDecimal("1.50"), ANY))
                .containsExactly(new BigDecimal("1.49"), new BigDecimal("1.500"), new BigDecimal("1.5"));
        assertThat(Neighbours.of(new BigDecimal("100"), ANY))
                .containsExactly(new BigDecimal("99"), new BigDecimal("100.0"));
    }

    @Test
    void times_differByTheSmallestStepTheyCanHold() {
        LocalDateTime second = LocalDateTime.of(2024, 5, 6, 7, 8, 9);

        assertThat(Neighbours.of(second, type(0))).containsExactly(second.plusSeconds(1));
        assertThat(Neighbours.of(second, type(6))).containsExactly(second.plusNanos(1_000));
        assertThat(Neighbours.of(second.withNano(120_000_000), type(0))).containsExactly(second.withNano(130_000_000));
        assertThat(Neighbours.of(LocalTime.of(7, 8), type(3))).containsExactly(LocalTime.of(7, 8, 0, 1_000_000));
    }

    @Test
    void binaries_differInOneBitAndInLength() {
        assertThat(Neighbours.of(new byte[] {1, 2}, ANY))
                .containsExactly(new byte[] {1, 2, 0}, new byte[] {1, 2, 32}, new byte[] {1, 3}, new byte[] {0x21, 2});
        assertThat(Neighbours.of(new byte[0], ANY)).containsExactly(new byte[] {0}, new byte[] {32});
    }

    @Test
    void floats_showNothing_becauseZeroHasTwoForms() {
        assertThat(Neighbours.of(1.5, ANY)).isEmpty();
    }
}
