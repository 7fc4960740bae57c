package io.noclobber.dialect;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.Calendar;
import java.util.Locale;

/** In which form a captured value is given back to the driver as a parameter. */
public enum Binding {
    OBJECT(Object.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setObject(index, value);
        }
    },
    STRING(String.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setString(index, (String) value);
        }
    },
    BYTES(byte[].class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setBytes(index, (byte[]) value);
        }
    },
    /** A floating-point number by its digits, which keep the sign of zero where the driver's own spelling of it does not. */
    DIGITS(Object.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setString(index, value.toString());
        }
    },
    /** A text by its bytes in UTF-8. */
    UTF8(String.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setBytes(index, ((String) value).getBytes(StandardCharsets.UTF_8));
        }
    },
    /** A {@link Duration} as MariaDB and MySQL write a TIME, which may be negative and longer than a day. */
    TIME_OF_DAY(Duration.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            Duration time = (Duration) value;
            Duration size = time.abs();
            statement.setString(
                    index,
                    String.format(
                            Locale.ROOT,
                            "%s%02d:%02d:%02d.%06d",
                            time.isNegative() ? "-" : "",
                            size.toHours(),
                            size.toMinutesPart(),
                            size.toSecondsPart(),
                            size.toNanosPart() / 1000));
        }
    },
    /** The digits of an amount of money, with a minus where it is negative, however the session spells it. */
    MONEY_DIGITS(String.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setString(index, PostgresText.moneyDigits((String) value));
        }
    },
    /** A date and time, as {@link Capture#LOCAL_DATE_TIME_BY_UTC} read it. */
    TIMESTAMP_BY_UTC(LocalDateTime.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setTimestamp(
                    index,
                    Timestamp.from(((LocalDateTime) value).toInstant(ZoneOffset.UTC)),
                    Calendar.getInstance(Capture.UTC, Locale.ROOT));
        }
    },
    /** A date and time, which is in UTC where it has no zone, as the number of its microsecond. */
    MICROSECONDS(Temporal.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setLong(index, EpochNumber.microseconds((Temporal) value));
        }
    },
    /** A date and time as the number of its nanosecond. */
    NANOSECONDS(LocalDateTime.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setLong(index, EpochNumber.nanoseconds((LocalDateTime) value));
        }
    },
    /** A date as the number of its day. */
    DAYS(LocalDate.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setLong(index, ((LocalDate) value).toEpochDay());
        }
    },
    /** A time of day with a zone, as DuckDB's driver gives it: without the seconds that are 0, and without those it takes none. */
    ZONED_TIME(String.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setString(index, WITH_SECONDS.format(OffsetTime.parse((String) value)));
        }
    },
    OTHER(Object.class) {
        @Override
        public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setObject(index, value, Types.OTHER);
        }
    };

    private static final DateTimeFormatter WITH_SECONDS =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSxxxxx", Locale.ROOT);

    private final Class<?> type;

    Binding(Class<?> type) {
        this.type = type;
    }

    /** Whether a column that is to equal what is bound must be converted first, as a rule's predicate does. */
    public boolean isOfOtherType() {
        return switch (this) {
            case MONEY_DIGITS, MICROSECONDS, NANOSECONDS, DAYS -> true;
            case OBJECT, STRING, BYTES, DIGITS, UTF8, TIME_OF_DAY, ZONED_TIME, TIMESTAMP_BY_UTC, OTHER -> false;
        };
    }

    /** Whether a value captured as {@code value} can be bound so. */
    public boolean takes(Object value) {
        return type.isInstance(value);
    }

    /**
     * Sets parameter {@code index} of {@code statement}.
     *
     * @param value a captured value, never {@code null}: NULL is spelled, not bound
     * @throws SQLException as the driver throws it
     */
    public abstract void bind(PreparedStatement statement, int index, Object value) throws SQLException;
}
