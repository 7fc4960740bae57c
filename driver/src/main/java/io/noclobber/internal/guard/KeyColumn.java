package io.noclobber.internal.guard;

import io.noclobber.dialect.Capture;
import io.noclobber.dialect.ColumnType;
import io.noclobber.dialect.Dialect;
import io.noclobber.internal.catalog.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One column of a key, and which of the values that a statement may give for it are sure: what is stored and equal to
 * them for the database has their form, and no other value has it. Which row any other value means only the database can
 * tell. Immutable.
 */
record KeyColumn(Column column, KeyKind kind, Dialect dialect) {
    /** So many digits every database compares exactly, also where it makes a double precision number of them. */
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,14}");

    private static final int BITS_OF_A_DOUBLE = 53;

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final Set<Capture> DATES =
            Set.of(Capture.LOCAL_DATE, Capture.LOCAL_DATE_OR_TEXT, Capture.GREGORIAN_DATE_OR_TEXT, Capture.STRING);
    private static final Set<Capture> TIMESTAMPS = Set.of(
            Capture.LOCAL_DATE_TIME,
            Capture.LOCAL_DATE_TIME_OR_TEXT,
            Capture.LOCAL_DATE_TIME_BY_UTC,
            Capture.GREGORIAN_DATE_TIME_OR_TEXT,
            Capture.STRING);
    private static final Set<Capture> TIMES = Set.of(Capture.LOCAL_TIME, Capture.DURATION, Capture.STRING);

    /** In these years all calendars have the same days. */
    private static final int FIRST_YEAR = 1583;

    private static final int LAST_YEAR = 9999;
    private static final int DIGITS_OF_A_SECOND = 9;
    private static final int MOST_DIGITS = 6;

    static KeyColumn of(Column column, Dialect dialect) {
        return new KeyColumn(column, KeyKind.of(column), dialect);
    }

    /** The columns of one key. */
    static List<KeyColumn> of(List<Column> key, Dialect dialect) {
        return key.stream().map(column -> of(column, dialect)).toList();
    }

    private Capture capture() {
        return column.rule().capture();
    }

    private ColumnType type() {
        return column.type();
    }

    /**
     * The form of a value that a statement gives.
     *
     * @return {@code null} where the value is not sure
     */
    @Nullable Object given(Object value) {
        if (value instanceof java.util.Date && !dialect.sendsDatesAsShown()) {
            return null;
        }
        return switch (kind) {
            case NUMBER -> isApproximate() ? approximate(value) : exact(value);
            case PADDED_TEXT -> value instanceof String text && isPaddedAlike(text) ? kind.unify(text) : null;
            case TEXT ->
                value instanceof String && capture() == Capture.STRING && KeyKind.isCharacters(column) ? value : null;
            case DATE -> DATES.contains(capture()) ? date(value) : null;
            case TIMESTAMP -> TIMESTAMPS.contains(capture()) ? timestamp(value) : null;
            case TIME -> TIMES.contains(capture()) ? time(value) : null;
            case INSTANT ->
                value instanceof OffsetDateTime time && holds(time.toLocalDateTime()) ? kind.unify(time) : null;
            case BOOLEAN -> value instanceof Boolean && isTruth() ? value : null;
            case IDENTIFIER -> identifier(value);
            case BYTES -> value instanceof byte[] bytes && isWhole(bytes) ? kind.unify(bytes) : null;
            case VARIANT -> variant(value);
        };
    }

    /**
     * Whether the database holds nothing equal to a value of this form but what has the form as well. Else a row may be meant
     * that was read under another form, unless one is known under this.
     */
    boolean settles(Object form) {
        return switch (kind) {
            case PADDED_TEXT, BYTES, TEXT -> !KeyKind.spelledInManyWays(column);
            case VARIANT ->
                form instanceof Long
                        && type().typeName().toUpperCase(Locale.ROOT).contains("INT");
            case NUMBER, DATE, TIMESTAMP, TIME, INSTANT, BOOLEAN, IDENTIFIER -> true;
        };
    }

    /**
     * What a value that is not sure probably means: the form of a stored value that is its own, only spelled otherwise. For
     * a row that is gone, of which the database can tell nothing any more.
     *
     * @return {@code null} where not even that is likely
     */
    @Nullable Object likely(Object value) {
        boolean shifted = value instanceof java.util.Date && !dialect.sendsDatesAsShown();
        if (shifted || kind == KeyKind.VARIANT || isApproximate() && !isExactInBinary(value)) {
            return null;
        }
        return kind.textual() && isWhole(value) ? value.toString() : kind.unify(value);
    }

    /** Of which single and double precision have the same number. */
    private static boolean isExactInBinary(Object value) {
        if (value instanceof String || !(KeyKind.NUMBER.unify(value) instanceof Number)) {
            return false;
        }
        float nearest = new BigDecimal(value.toString()).floatValue();
        return !Float.isInfinite(nearest) && new BigDecimal(nearest).compareTo(new BigDecimal(value.toString())) == 0;
    }

    private boolean isApproximate() {
        return switch (type().jdbcType()) {
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> true;
            default -> false;
        };
    }

    /** 0.1 in single and in double precision are two numbers. */
    private @Nullable Object approximate(Object value) {
        boolean same = value instanceof Double && capture() == Capture.DOUBLE
                || value instanceof Float && capture() == Capture.FLOAT;
        return same ? kind.unify(value) : null;
    }

    private @Nullable Object exact(Object value) {
        if (isWhole(value)) {
            return kind.unify(value);
        }
        if (value instanceof String digits) {
            return isInteger() && WHOLE.matcher(digits).matches() ? kind.unify(digits) : null;
        }
        if (value.getClass() == BigInteger.class) {
            return ((BigInteger) value).bitLength() <= BITS_OF_A_DOUBLE ? kind.unify(value) : null;
        }
        boolean fits = value.getClass() == BigDecimal.class
                && ((BigDecimal) value).stripTrailingZeros().scale() <= Math.max(0, type().scale());
        return fits ? kind.unify(value) : null;
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private boolean isInteger() {
        return switch (type().jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> true;
            default -> false;
        };
    }

    /** Blanks at the end of a value that is bound count on some databases, though not those of the column. */
    private boolean isPaddedAlike(String text) {
        return text.length() == type().size() || dialect.comparesPadded() && !text.endsWith(" ");
    }

    private static boolean isCommon(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private @Nullable Object date(Object value) {
        boolean known = value instanceof LocalDate
                || value.getClass() == java.sql.Date.class
                || value instanceof String text && DATE.matcher(text).matches();
        return known && kind.unify(value) instanceof LocalDate date && isCommon(date.getYear()) ? date : null;
    }

    private @Nullable Object timestamp(Object value) {
        boolean known = value instanceof LocalDateTime || value.getClass() == java.sql.Timestamp.class;
        return known && kind.unify(value) instanceof LocalDateTime time && holds(time) ? time : null;
    }

    private boolean holds(LocalDateTime time) {
        return isCommon(time.getYear()) && holds(time.get(ChronoField.NANO_OF_SECOND));
    }

    private @Nullable Object time(Object value) {
        boolean known = value instanceof LocalTime || value.getClass() == java.sql.Time.class;
        return known && kind.unify(value) instanceof LocalTime time && holds(time.get(ChronoField.NANO_OF_SECOND))
                ? time
                : null;
    }

    /** What is finer than the column holds is cut or rounded by the driver, or by the database, or by neither. */
    private boolean holds(int nanos) {
        int unit = 1;
        for (int digits = Math.min(type().scale(), MOST_DIGITS); digits < DIGITS_OF_A_SECOND; digits++) {
            unit *= 10;
        }
        return nanos == 0 || capture() != Capture.STRING && nanos % unit == 0;
    }

    private boolean isTruth() {
        return capture() == Capture.BOOLEAN || capture() == Capture.OBJECT;
    }

    private @Nullable Object identifier(Object value) {
        boolean known = value instanceof UUID && capture() == Capture.OBJECT
                || value instanceof String text && IDENTIFIER.matcher(text).matches();
        return known ? kind.unify(value) : null;
    }

    /** A column of fixed length fills up what is shorter. */
    private boolean isWhole(byte[] bytes) {
        return type().jdbcType() != Types.BINARY || bytes.length == type().size();
    }

    private @Nullable Object variant(Object value) {
        boolean known = isWhole(value) || value instanceof Double || value instanceof String || value instanceof byte[];
        return known ? kind.unify(value) : null;
    }
}
