package io.noclobber.dialect;

import io.noclobber.row.ValueDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    /** The same, read before the application asks for text: where the value under the cursor carries its type, that may change by it. */
    OBJECT_BEFORE_TEXT(Object.class),
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
            return bytes(rows.getBinaryStream(index));
        }
    },
    /** A LOB of characters, read as a stream. */
    LOB_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return text(rows.getCharacterStream(index));
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
            return orText(rows, index, LocalDate.class);
        }
    },
    /** A date and time, or as text what no {@link LocalDateTime} can hold: MariaDB's zero dates. */
    LOCAL_DATE_TIME_OR_TEXT(LocalDateTime.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return orText(rows, index, LocalDateTime.class);
        }
    },
    /** A date, or as text one of before 1583: of those HSQLDB makes a {@link LocalDate} of another day. */
    GREGORIAN_DATE_OR_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            LocalDate date = rows.getObject(index, LocalDate.class);
            return date == null || date.getYear() >= FIRST_GREGORIAN_YEAR ? date : rows.getString(index);
        }
    },
    /** A date and time, or as text one of before 1583: of those HSQLDB makes a {@link LocalDateTime} of another day. */
    GREGORIAN_DATE_TIME_OR_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            LocalDateTime time = rows.getObject(index, LocalDateTime.class);
            return time == null || time.getYear() >= FIRST_GREGORIAN_YEAR ? time : rows.getString(index);
        }
    },
    /** A time of day with a zone, or as text what no {@link OffsetTime} can hold: PostgreSQL's 24:00. */
    OFFSET_TIME_OR_TEXT(void.class) {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            try {
                Object time = rows.getObject(index, OffsetTime.class);
                return OffsetTime.MAX.equals(time) ? rows.getString(index) : time;
            } catch (DateTimeException sentInBinary) {
                throw new SQLException("a time of 24:00 that was sent in binary cannot be read", sentInBinary);
            }
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
            return value == null ? null : serialize(value);
        }
    };

    /** The first whole year in which the calendar of {@code java.time} is everybody's. */
    private static final int FIRST_GREGORIAN_YEAR = 1583;

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
     * @throws SQLException as the driver throws it
     */
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
        return settle(get(rows, index));
    }

    /** Takes a value out of the driver's hands: what is mutable or bound to the connection is copied. */
    private static @Nullable Object settle(@Nullable Object value) throws SQLException {
        if (value == null || isPlain(value)) {
            return value;
        }
        if (value instanceof byte[] bytes && bytes.length <= ValueDigest.LONGEST_KEPT) {
            // some drivers give the very bytes of the row
            return bytes.clone();
        }
        if (value instanceof String || value instanceof byte[]) {
            return kept(value);
        }
        if (value instanceof Blob blob) {
            return bytes(blob.getBinaryStream());
        }
        if (value instanceof Clob clob) {
            return text(clob.getCharacterStream());
        }
        if (value instanceof Array array) {
            return array.toString();
        }
        return value;
    }

    /**
     * Whether it is one of the values that nearly all columns give. Asked first, because a JVM tells a class at once, but
     * looks through all interfaces of a value to find that {@link Blob} is none of them.
     */
    private static boolean isPlain(Object value) {
        return value instanceof String text && text.length() <= ValueDigest.LONGEST_KEPT
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof LocalDateTime
                || value instanceof LocalDate
                || value instanceof OffsetDateTime;
    }

    /** What an image holds of a captured value: itself, or a {@link ValueDigest} where it is too long to be kept. */
    public static Object kept(Object value) {
        if (value instanceof String text) {
            return ValueDigest.of(text);
        }
        return value instanceof byte[] bytes ? ValueDigest.of(bytes) : value;
    }

    private static @Nullable Object bytes(@Nullable InputStream stream) throws SQLException {
        if (stream == null) {
            return null;
        }
        try (stream) {
            return ValueDigest.of(stream);
        } catch (IOException failure) {
            throw new SQLException("a large object could not be read: " + failure.getMessage(), failure);
        }
    }

    private static @Nullable Object text(@Nullable Reader reader) throws SQLException {
        if (reader == null) {
            return null;
        }
        try (reader) {
            return ValueDigest.of(reader);
        } catch (IOException failure) {
            throw new SQLException("a large object could not be read: " + failure.getMessage(), failure);
        }
    }

    /** A time, or as text what no class of Java can hold, where the driver gives {@code null} or refuses. */
    private static @Nullable Object orText(ResultSet rows, int index, Class<?> type) throws SQLException {
        Object time;
        try {
            time = rows.getObject(index, type);
        } catch (SQLException refused) {
            try {
                return rows.getString(index);
            } catch (SQLException unreadable) {
                unreadable.addSuppressed(refused);
                throw unreadable;
            }
        }
        return time != null ? time : rows.getString(index);
    }

    private static byte[] serialize(Object value) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException cannot) {
            throw new SQLException(
                    "a value of " + value.getClass().getName() + " cannot be compared: it cannot be serialised",
                    cannot);
        }
        return bytes.toByteArray();
    }
}
