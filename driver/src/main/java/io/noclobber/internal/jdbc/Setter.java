package io.noclobber.internal.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Calendar;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The setters of {@link PreparedStatement}, so that a parameter can be set again by the one that the application used. */
enum Setter {
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    BIG_DECIMAL,
    STRING,
    NSTRING,
    BYTES,
    DATE,
    TIME,
    TIMESTAMP,
    URL,
    ROW_ID,
    REF,
    ARRAY,
    BLOB,
    CLOB,
    NCLOB,
    DATE_CALENDAR,
    TIME_CALENDAR,
    TIMESTAMP_CALENDAR,
    NULL,
    NULL_NAMED,
    OBJECT,
    OBJECT_TYPED,
    OBJECT_SCALED,
    OBJECT_SQL_TYPED,
    OBJECT_SQL_SCALED,
    ASCII_STREAM,
    ASCII_STREAM_INT,
    ASCII_STREAM_LONG,
    BINARY_STREAM,
    BINARY_STREAM_INT,
    BINARY_STREAM_LONG,
    UNICODE_STREAM_INT,
    CHARACTER_STREAM,
    CHARACTER_STREAM_INT,
    CHARACTER_STREAM_LONG,
    NCHARACTER_STREAM,
    NCHARACTER_STREAM_LONG,
    BLOB_STREAM,
    BLOB_STREAM_LONG,
    CLOB_READER,
    CLOB_READER_LONG,
    NCLOB_READER,
    NCLOB_READER_LONG,
    SQLXML;

    /** What the application said of a NULL. */
    record TypeName(int type, @Nullable String name) {}

    /** What the application said of an object. */
    record TypeScale(int type, int scale) {}

    /** What the application said of an object, in the newer way. */
    record SqlTypeScale(SQLType type, int scale) {}

    /**
     * Whether the driver is given {@code value} as it is, and NULL as NULL.
     *
     * @param detail what the setter took besides the value, or {@code null}
     */
    boolean keeps(@Nullable Object value, @Nullable Object detail) {
        return switch (this) {
            case BOOLEAN,
                    BYTE,
                    SHORT,
                    INT,
                    LONG,
                    FLOAT,
                    DOUBLE,
                    BIG_DECIMAL,
                    STRING,
                    BYTES,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    NULL,
                    OBJECT -> true;
            case OBJECT_TYPED -> value == null || detail instanceof Integer type && isOwn(type, value);
            default -> false;
        };
    }

    /** Whether values of that class are what the driver has for the SQL type. */
    private static boolean isOwn(int type, Object value) {
        return switch (type) {
            case Types.VARCHAR, Types.CHAR -> value instanceof String;
            case Types.INTEGER -> value instanceof Integer;
            case Types.BIGINT -> value instanceof Long;
            case Types.BOOLEAN -> value instanceof Boolean;
            case Types.DATE -> value instanceof java.sql.Date || value instanceof LocalDate;
            case Types.BINARY, Types.VARBINARY -> value instanceof byte[];
            case Types.OTHER -> value instanceof UUID;
            default -> false;
        };
    }

    /**
     * Sets parameter {@code index} of {@code target}.
     *
     * @param detail what the setter takes besides the value, or {@code null}
     */
    @SuppressWarnings({"deprecation", "NullAway"
    }) // setUnicodeStream; a null is the application's own, given to the driver as it came
    void bind(PreparedStatement target, int index, @Nullable Object value, @Nullable Object detail)
            throws SQLException {
        switch (this) {
            case BOOLEAN -> target.setBoolean(index, (Boolean) value);
            case BYTE -> target.setByte(index, (Byte) value);
            case SHORT -> target.setShort(index, (Short) value);
            case INT -> target.setInt(index, (Integer) value);
            case LONG -> target.setLong(index, (Long) value);
            case FLOAT -> target.setFloat(index, (Float) value);
            case DOUBLE -> target.setDouble(index, (Double) value);
            case BIG_DECIMAL -> target.setBigDecimal(index, (BigDecimal) value);
            case STRING -> target.setString(index, (String) value);
            case NSTRING -> target.setNString(index, (String) value);
            case BYTES -> target.setBytes(index, (byte[]) value);
            case DATE -> target.setDate(index, (Date) value);
            case TIME -> target.setTime(index, (Time) value);
            case TIMESTAMP -> target.setTimestamp(index, (Timestamp) value);
            case URL -> target.setURL(index, (URL) value);
            case ROW_ID -> target.setRowId(index, (RowId) value);
            case REF -> target.setRef(index, (Ref) value);
            case ARRAY -> target.setArray(index, (Array) value);
            case BLOB -> target.setBlob(index, (Blob) value);
            case CLOB -> target.setClob(index, (Clob) value);
            case NCLOB -> target.setNClob(index, (NClob) value);
            case DATE_CALENDAR -> target.setDate(index, (Date) value, (Calendar) detail);
            case TIME_CALENDAR -> target.setTime(index, (Time) value, (Calendar) detail);
            case TIMESTAMP_CALENDAR -> target.setTimestamp(index, (Timestamp) value, (Calendar) detail);
            case NULL -> target.setNull(index, (Integer) detail);
            case NULL_NAMED -> target.setNull(index, ((TypeName) detail).type(), ((TypeName) detail).name());
            case OBJECT -> target.setObject(index, value);
            case OBJECT_TYPED -> target.setObject(index, value, (int) (Integer) detail);
            case OBJECT_SCALED ->
                target.setObject(index, value, ((TypeScale) detail).type(), ((TypeScale) detail).scale());
            case OBJECT_SQL_TYPED -> target.setObject(index, value, (SQLType) detail);
            case OBJECT_SQL_SCALED ->
                target.setObject(index, value, ((SqlTypeScale) detail).type(), ((SqlTypeScale) detail).scale());
            case ASCII_STREAM -> target.setAsciiStream(index, (InputStream) value);
            case ASCII_STREAM_INT -> target.setAsciiStream(index, (InputStream) value, (int) (Integer) detail);
            case ASCII_STREAM_LONG -> target.setAsciiStream(index, (InputStream) value, (long) (Long) detail);
            case BINARY_STREAM -> target.setBinaryStream(index, (InputStream) value);
            case BINARY_STREAM_INT -> target.setBinaryStream(index, (InputStream) value, (int) (Integer) detail);
            case BINARY_STREAM_LONG -> target.setBinaryStream(index, (InputStream) value, (long) (Long) detail);
            case UNICODE_STREAM_INT -> target.setUnicodeStream(index, (InputStream) value, (int) (Integer) detail);
            case CHARACTER_STREAM -> target.setCharacterStream(index, (Reader) value);
            case CHARACTER_STREAM_INT -> target.setCharacterStream(index, (Reader) value, (int) (Integer) detail);
            case CHARACTER_STREAM_LONG -> target.setCharacterStream(index, (Reader) value, (long) (Long) detail);
            case NCHARACTER_STREAM -> target.setNCharacterStream(index, (Reader) value);
            case NCHARACTER_STREAM_LONG -> target.setNCharacterStream(index, (Reader) value, (long) (Long) detail);
            case BLOB_STREAM -> target.setBlob(index, (InputStream) value);
            case BLOB_STREAM_LONG -> target.setBlob(index, (InputStream) value, (long) (Long) detail);
            case CLOB_READER -> target.setClob(index, (Reader) value);
            case CLOB_READER_LONG -> target.setClob(index, (Reader) value, (long) (Long) detail);
            case NCLOB_READER -> target.setNClob(index, (Reader) value);
            case NCLOB_READER_LONG -> target.setNClob(index, (Reader) value, (long) (Long) detail);
            case SQLXML -> target.setSQLXML(index, (SQLXML) value);
        }
    }
}
