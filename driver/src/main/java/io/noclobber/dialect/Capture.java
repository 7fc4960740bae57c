package io.noclobber.dialect;

import io.noclobber.row.ValueDigest;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** In which form a value is read from a result set. What comes out is immutable, or a copy of our own. */
public enum Capture {
    OBJECT(Object.class),
    /**
     * A value of SQLite, read before the application asks for text: the value under the cursor carries its type, which may
     * change by that. Of text that is not UTF-8 it is the digest.
     */
    OBJECT_BEFORE_TEXT(Object.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return SqliteText.read(rows, index);
        }

        @Override
        public @Nullable Object ofObject(Object value) {
            return SqliteText.mayBeDamaged(value) ? null : super.ofObject(value);
        }
    },
    /** A {@link Boolean}: what {@code getBoolean} gives is the same. */
    BOOLEAN(Object.class),
    /** A whole number as {@link Integer} where it fits, whatever class the driver has for it: what {@code getInt} gives. */
    INTEGER(Object.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            Object value = rows.getObject(index);
            return value instanceof Integer || !isWhole(value) ? value : integer(((Number) value).longValue());
        }

        @Override
        public @Nullable Object ofObject(Object value) {
            return isWhole(value) ? integer(((Number) value).longValue()) : null;
        }
    },
    /** A whole number as {@link Long}, whatever class the driver has for it: what {@code getLong} gives. */
    LONG(Object.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            Object value = rows.getObject(index);
            return value instanceof Long || !isWhole(value) ? value : (Object) ((Number) value).longValue();
        }

        @Override
        public @Nullable Object ofObject(Object value) {
            return isWhole(value) ? (Object) ((Number) value).longValue() : null;
        }
    },
    /** A {@link BigDecimal}: what {@code getBigDecimal} gives is the same, scale included. */
    DECIMAL(Object.class),
    /** A {@link Float}: what {@code getFloat} gives is the same. */
    FLOAT(Object.class),
    /** A {@link Double}: what {@code getDouble} gives is the same. */
    DOUBLE(Object.class),
    STRING(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getString(index);
        }
    },
    BYTES(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getBytes(index);
        }
    },
    /** A LOB of bytes, read as a stream: it may be longer than the memory. */
    LOB_BYTES(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return TakenValue.bytes(rows.getBinaryStream(index));
        }
    },
    /** A LOB of characters, read as a stream. */
    LOB_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return TakenValue.text(rows.getCharacterStream(index));
        }
    },
    LOCAL_DATE(LocalDate.class),
    LOCAL_TIME(LocalTime.class),
    LOCAL_DATE_TIME(LocalDateTime.class),
    OFFSET_TIME(OffsetTime.class),
    OFFSET_DATE_TIME(OffsetDateTime.class),
    DURATION(Duration.class),
    /** A date, or as text what no {@link LocalDate} can hold: MariaDB's zero dates. */
    LOCAL_DATE_OR_TEXT(LocalDate.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return TimeOrText.of(rows, index, LocalDate.class);
        }
    },
    /** A date and time, or as text what no {@link LocalDateTime} can hold: MariaDB's zero dates. */
    LOCAL_DATE_TIME_OR_TEXT(LocalDateTime.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return TimeOrText.of(rows, index, LocalDateTime.class);
        }
    },
    /** A date, or as text one of before 1583: of those HSQLDB makes a {@link LocalDate} of another day. */
    GREGORIAN_DATE_OR_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return TimeOrText.gregorianDate(rows, index);
        }
    },
    /** A date and time, or as text one of before 1583: of those HSQLDB makes a {@link LocalDateTime} of another day. */
    GREGORIAN_DATE_TIME_OR_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return TimeOrText.gregorianDateTime(rows, index);
        }
    },
    /** A time of day with a zone, or as text what no {@link OffsetTime} can hold: PostgreSQL's 24:00. */
    OFFSET_TIME_OR_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return TimeOrText.offsetTime(rows, index);
        }
    },
    /** Bytes as PostgreSQL writes them, in both transfer formats. */
    BYTEA_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            byte[] bytes = rows.getBytes(index);
            return bytes == null ? null : "\\x" + HexFormat.of().formatHex(bytes);
        }
    },
    /** The text of a PostgreSQL array, spelled the same whether it came as text or in binary. */
    ARRAY_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            String text = rows.getString(index);
            return text == null ? null : PostgresText.array(text);
        }
    },
    /** The text of PostgreSQL values made of double precision numbers, spelled the same in both transfer formats. */
    DOUBLES_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return PostgresText.doubles(rows.getString(index));
        }
    },
    /** The text of PostgreSQL values made of real numbers, spelled the same in both transfer formats. */
    FLOATS_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return PostgresText.floats(rows.getString(index));
        }
    },
    /** The text of a PostgreSQL interval, spelled the same whatever {@code IntervalStyle} the session has. */
    INTERVAL_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return PostgresText.interval(rows.getString(index));
        }
    },
    /** The text of a PostgreSQL array of intervals, likewise. */
    INTERVALS_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return PostgresText.intervals(rows.getString(index));
        }
    },
    /** A number that {@code getInt} reads and {@code getObject} may not: MySQL's YEAR, which drivers take for a date. */
    WHOLE_NUMBER(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            int number = rows.getInt(index);
            return rows.wasNull() ? null : number;
        }
    },
    /** A FLOAT of MariaDB or MySQL from a row in binary; one that came as text is refused, because it may have lost digits. */
    BINARY_FLOAT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return MySqlFloats.read(rows, index);
        }
    },
    /**
     * A date and time by a calendar that has every time of day, for drivers that know no other way to keep the zone of the
     * JVM out of it.
     */
    LOCAL_DATE_TIME_BY_UTC(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            Timestamp timestamp = rows.getTimestamp(index, Calendar.getInstance(UTC, Locale.ROOT));
            return timestamp == null ? null : LocalDateTime.ofInstant(timestamp.toInstant(), ZoneOffset.UTC);
        }
    },
    /** A point in time, in UTC, by the number of its microsecond: DuckDB's driver gives it by no other getter in the hour that comes twice in autumn. */
    INSTANT_BY_MICROSECONDS(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            long number = rows.getLong(index);
            return rows.wasNull() ? null : EpochNumber.ofMicroseconds(number);
        }
    },
    /** Arrays and rows, element by element: their text does not tell NULL from {@code 'null'}. */
    STRUCTURE(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return StructureText.of(rows, index);
        }
    },
    /** A Java object by its serialised form, which is never read back: objects need not have an {@code equals}. */
    SERIALIZED(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            Object value = rows.getObject(index);
            return value == null ? null : TakenValue.serialized(value);
        }
    };

    private final Class<?> type;

    /**
     * A form.
     *
     * @param type the class by which {@code getObject} is asked for the value, {@code Object} where it is asked without one,
     *     {@code void} where another getter is
     */
    Capture(Class<?> type) {
        this.type = type;
    }

    @Nullable Object get(ResultSet rows, int index) throws SQLException {
        return type == Object.class ? rows.getObject(index) : rows.getObject(index, type);
    }

    /**
     * What {@code getObject} gave to the application, in this form.
     *
     * @return {@code null} when this reads in another way, or when the application may change what it has got
     */
    public @Nullable Object ofObject(Object value) {
        return type == Object.class && isConstant(value) ? value : null;
    }

    /** What {@code getObject} gave to the application for {@code asked}, in this form; {@code null} as above. */
    public @Nullable Object ofObject(Object value, Class<?> asked) {
        return type == asked && asked != Object.class ? value : null;
    }

    private static boolean isConstant(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof UUID
                || isWhole(value)
                || value instanceof Double
                || value instanceof Float
                || value.getClass() == BigDecimal.class;
    }

    private static boolean isWhole(@Nullable Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    /** The form in which {@link #INTEGER} captures a whole number. */
    public static Object integer(long value) {
        return (int) value == value ? (Object) (int) value : (Object) value;
    }

    static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    /**
     * The value of column {@code index} of the row the cursor stands on.
     *
     * @return an immutable value, or {@code null} for NULL
     * @throws SQLException as the driver throws it; an {@link UnreadableValueException} where it throws something else
     */
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
        try {
            return TakenValue.of(get(rows, index));
        } catch (DateTimeException
                | ArithmeticException
                | IllegalArgumentException
                | UnsupportedOperationException
                | LinkageError
                | SQLFeatureNotSupportedException unheardOf) {
            throw new UnreadableValueException(unheardOf);
        }
    }

    /** What an image holds of a captured value: itself, or a {@link ValueDigest} where it is too long to be kept. */
    public static Object kept(Object value) {
        if (value instanceof String text) {
            return ValueDigest.of(text);
        }
        return value instanceof byte[] bytes ? ValueDigest.of(bytes) : value;
    }
}
