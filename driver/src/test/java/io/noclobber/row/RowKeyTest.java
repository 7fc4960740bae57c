package io.noclobber.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowKeyTest {
    private static final TableName ORDERS = new TableName(null, null, "ORDERS");

    @Test
    void equals_sameTableAndValues_isTrue() {
        assertThat(RowKey.of(ORDERS, 1L)).isEqualTo(RowKey.of(ORDERS, 1L)).hasSameHashCodeAs(RowKey.of(ORDERS, 1L));
        assertThat(RowKey.of(ORDERS, 1L, "a")).isEqualTo(RowKey.of(ORDERS, 1L, "a"));
    }

    @Test
    void equals_otherTableValueOrLength_isFalse() {
        assertThat(RowKey.of(ORDERS, 1L))
                .isNotEqualTo(RowKey.of(new TableName(null, null, "LINES"), 1L))
                .isNotEqualTo(RowKey.of(ORDERS, 2L))
                .isNotEqualTo(RowKey.of(ORDERS, 1))
                .isNotEqualTo(RowKey.of(ORDERS, 1L, 1L));
        assertThat(RowKey.of(ORDERS, 1L, 2L)).isNotEqualTo(RowKey.of(ORDERS, 2L, 1L));
    }

    @Test
    void values_ofOneAndOfMany_areTheTuple() {
        assertThat(RowKey.of(ORDERS, 1L).values()).isEqualTo(List.of(1L));
        assertThat(RowKey.of(ORDERS, 1L, "a").values()).isEqualTo(List.of(1L, "a"));
    }

    @Test
    void of_arrayOfTheCaller_isCopied() {
        Object[] values = {1L, 2L};
        RowKey key = RowKey.of(ORDERS, values);
        values[0] = 9L;
        assertThat(key).isEqualTo(RowKey.of(ORDERS, 1L, 2L));
    }

    @Test
    void of_singleArrayAsValue_isOneValue() {
        Object array = new Object[] {1L, 2L};
        assertThat(RowKey.of(ORDERS, array, 1).values()).hasSize(2);
        assertThat(RowKey.of(ORDERS, new Object[] {array}).values()).containsExactly(array);
    }

    @Test
    void of_nothingOrNull_isRefused() {
        assertThatThrownBy(() -> RowKey.of(ORDERS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RowKey.of(ORDERS, 1L, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void toString_namesTableAndValues() {
        assertThat(RowKey.of(ORDERS, 1L, "a")).hasToString("ORDERS[1, a]");
    }
}
