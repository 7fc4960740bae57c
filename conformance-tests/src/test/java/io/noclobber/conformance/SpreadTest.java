package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void quartiles_ofAnyOrder_areThoseOfTheSorted() {
        assertThat(Spread.of(5, 1, 4, 2, 3)).isEqualTo(new Spread(2, 3, 4));
        assertThat(Spread.of(4, 3, 2, 1)).isEqualTo(new Spread(1.75, 2.5, 3.25));
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void outlier_movesNoQuartile() {
        assertThat(Spread.of(1, 1.1, 1.2, 1.3, 900).median()).isEqualTo(1.2);
        assertThat(Spread.of(1, 1.1, 1.2, 1.3, 900).upper()).isEqualTo(1.3);
    }

    @Test
    void text_thatWasWritten_isReadAgain() {
        assertThat(Spread.parse(new Spread(1.25, 2, 1234.5).toString())).isEqualTo(new Spread(1.25, 2, 1234.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.parse("1 2"));
        assertThatIllegalArgumentException().isThrownBy(Spread::of);
    }
}
