package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BoundLiteralsTest {
    private static @Nullable Object number(int jdbcType, int size, int scale, Object literal) {
        BoundLiteral bound = BoundLiterals.number(new ColumnType("C", jdbcType, "", size, scale, ""), literal);
        return bound == null ? null : bound.value();
    }

    @Test
    void number_ofTheColumnsRange_isBoundByOneTypeAColumn() {
        assertThat(number(Types.INTEGER, 32, 0, 5L)).isEqualTo(5);
        assertThat(number(Types.SMALLINT, 16, 0, -32768L)).isEqualTo(-32768);
        assertThat(number(Types.BIGINT, 64, 0, 5L)).isEqualTo(5L);
        assertThat(number(Types.DECIMAL, 5, 2, 5L)).isEqualTo(BigDecimal.valueOf(5));
        assertThat(number(Types.DECIMAL, 5, 2, new BigDecimal("123.45"))).isEqualTo(new BigDecimal("123.45"));
    }

    @Test
    void number_thatDoesNotFit_staysInTheText() {
        assertThat(number(Types.TINYINT, 8, 0, 128L)).isNull();
        assertThat(number(Types.SMALLINT, 16, 0, 32768L)).isNull();
        assertThat(number(Types.INTEGER, 32, 0, 2147483648L)).isNull();
        assertThat(number(Types.INTEGER, 32, 0, new BigDecimal("5.0"))).isNull();
        assertThat(number(Types.DECIMAL, 5, 2, new BigDecimal("1.005"))).isNull();
        assertThat(number(Types.DECIMAL, 5, 2, 1000L)).isNull();
        assertThat(number(Types.DOUBLE, 53, 0, 5L)).isNull();
        assertThat(number(Types.VARCHAR, 20, 0, 5L)).isNull();
        assertThat(number(Types.INTEGER, 32, 0, "5")).isNull();
    }

    @Test
    void string_emptyOrWiderThanTheColumn_staysInTheText() {
        ColumnType type = new ColumnType("C", Types.VARCHAR, "VARCHAR", 3, 0, "");

        assertThat(BoundLiterals.string(type, "abc")).isEqualTo(new BoundLiteral(Binding.STRING, "abc"));
        assertThat(BoundLiterals.string(type, "")).isNull();
        assertThat(BoundLiterals.string(type, "abc ")).isNull();
        assertThat(BoundLiterals.string(type, 5L)).isNull();
    }

    @Test
    void bound_byADialectThatNobodyHasMeasured_isNothing() {
        ColumnType type = new ColumnType("C", Types.INTEGER, "INTEGER", 32, 0, "");

        assertThat(new GenericDialect("Other", true, true).bound(type, 5L, true))
                .isNull();
    }
}
