package io.noclobber.dialect;

import java.math.BigDecimal;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * The literals that several engines take as parameters without any difference: what fits the column
 * as it is, so that nothing is rounded, cut, padded or refused. Stateless.
 */
final class BoundLiterals {
    private BoundLiterals() {}

    /** A number for a column of an exact numeric type. */
    static @Nullable BoundLiteral number(ColumnType type, Object literal) {
        return switch (type.jdbcType()) {
            case Types.TINYINT -> integer(literal, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case Types.SMALLINT -> integer(literal, Short.MIN_VALUE, Short.MAX_VALUE);
            case Types.INTEGER -> integer(literal, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case Types.BIGINT -> integer(literal, Long.MIN_VALUE, Long.MAX_VALUE);
            case Types.NUMERIC, Types.DECIMAL -> decimal(type, literal);
            default -> null;
        };
    }

    private static @Nullable BoundLiteral integer(Object literal, long least, long greatest) {
        if (!(literal instanceof Long number) || number < least || number > greatest) {
            return null;
        }
        // one type a column, so that the driver prepares the text once
        return object(greatest == Long.MAX_VALUE ? (Object) number : (Object) number.intValue());
    }

    private static @Nullable BoundLiteral decimal(ColumnType type, Object literal) {
        if (!(literal instanceof Long) && !(literal instanceof BigDecimal)) {
            return null;
        }
        BigDecimal number = literal instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) literal;
        int digitsBeforePoint = number.precision() - number.scale();
        boolean fits = number.scale() >= 0
                && number.scale() <= type.scale()
                && digitsBeforePoint <= type.size() - type.scale();
        return fits ? object(number) : null;
    }

    private static BoundLiteral object(Object value) {
        return new BoundLiteral(Binding.OBJECT, value);
    }

    /**
     * A string that is neither empty, which some modes take for NULL, nor longer than the column is wide.
     */
    static @Nullable BoundLiteral string(ColumnType type, Object literal) {
        boolean fits = literal instanceof String text && !text.isEmpty() && text.length() <= type.size();
        return fits ? new BoundLiteral(Binding.STRING, literal) : null;
    }
}
