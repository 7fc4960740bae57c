package io.noclobber.dialect;

import java.math.BigDecimal;

/** The stored forms that several engines share. A value that would not fit is none of them: some engines change it then. */
final class StoredForms {
    static final StoredForm SMALLINT = value -> integer(value, Short.MIN_VALUE, Short.MAX_VALUE);
    static final StoredForm INTEGER = value -> integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    static final StoredForm BIGINT =
            value -> isInteger(value) ? (Object) ((Number) value).longValue() : StoredForm.UNKNOWN;
    static final StoredForm BOOLEAN = value -> value instanceof Boolean ? value : StoredForm.UNKNOWN;

    private StoredForms() {}

    private static Object integer(Object value, int least, int most) {
        if (isInteger(value)) {
            long number = ((Number) value).longValue();
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        return StoredForm.UNKNOWN;
    }

    private static boolean isInteger(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    /** An exact number of {@code precision} digits, which keeps {@code scale} digits behind the point whatever it is set to. */
    static StoredForm decimal(int precision, int scale) {
        if (precision <= 0 || scale < 0 || scale > precision) {
            return StoredForm.NONE;
        }
        return value -> {
            BigDecimal number = value instanceof BigDecimal exact
                    ? exact
                    : isInteger(value) ? BigDecimal.valueOf(((Number) value).longValue()) : null;
            if (number == null || number.scale() > scale || number.scale() < 0) {
                return StoredForm.UNKNOWN;
            }
            return number.precision() - number.scale() > precision - scale
                    ? StoredForm.UNKNOWN
                    : number.setScale(scale);
        };
    }

    /**
     * Text of varying length that is stored letter by letter.
     *
     * @param length the most letters
     * @param last the last letter that every character set of the engine has
     */
    static StoredForm text(int length, char last) {
        return value -> value instanceof String text && isStored(text, length, last) ? text : StoredForm.UNKNOWN;
    }

    /** Empty texts are NULL in some modes, control characters escapes in others. */
    private static boolean isStored(String text, int length, char last) {
        if (text.isEmpty() || text.length() > length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < ' ' || letter > last) {
                return false;
            }
        }
        return true;
    }
}
