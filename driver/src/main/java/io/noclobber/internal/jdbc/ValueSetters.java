package io.noclobber.internal.jdbc;

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
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * The setters whose value can be set twice: at once on the application's own statement, so that its
 * errors come where they always came, and again where another statement runs.
 */
abstract class ValueSetters extends StreamSetters {

    ValueSetters(PreparedStatement delegate, Origin origin, @Nullable RecordedParameters recorded) {
        super(delegate, origin, recorded);
    }

    @Override
    public final void setBoolean(int index, boolean value) throws SQLException {
        prepared.setBoolean(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.BOOLEAN, value);
        }
    }

    @Override
    public final void setByte(int index, byte value) throws SQLException {
        prepared.setByte(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.BYTE, value);
        }
    }

    @Override
    public final void setShort(int index, short value) throws SQLException {
        prepared.setShort(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.SHORT, value);
        }
    }

    @Override
    public final void setInt(int index, int value) throws SQLException {
        prepared.setInt(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.INT, value);
        }
    }

    @Override
    public final void setLong(int index, long value) throws SQLException {
        prepared.setLong(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.LONG, value);
        }
    }

    @Override
    public final void setFloat(int index, float value) throws SQLException {
        prepared.setFloat(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.FLOAT, value);
        }
    }

    @Override
    public final void setDouble(int index, double value) throws SQLException {
        prepared.setDouble(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.DOUBLE, value);
        }
    }

    @Override
    public final void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
        prepared.setBigDecimal(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.BIG_DECIMAL, value);
        }
    }

    @Override
    public final void setString(int index, @Nullable String value) throws SQLException {
        prepared.setString(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.STRING, value);
        }
    }

    @Override
    public final void setNString(int index, @Nullable String value) throws SQLException {
        prepared.setNString(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.NSTRING, value);
        }
    }

    @Override
    public final void setBytes(int index, byte @Nullable [] value) throws SQLException {
        prepared.setBytes(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.BYTES, value);
        }
    }

    @Override
    public final void setDate(int index, @Nullable Date value) throws SQLException {
        prepared.setDate(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.DATE, value);
        }
    }

    @Override
    public final void setTime(int index, @Nullable Time value) throws SQLException {
        prepared.setTime(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.TIME, value);
        }
    }

    @Override
    public final void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
        prepared.setTimestamp(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.TIMESTAMP, value);
        }
    }

    @Override
    public final void setURL(int index, @Nullable URL value) throws SQLException {
        prepared.setURL(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.URL, value);
        }
    }

    @Override
    public final void setRowId(int index, @Nullable RowId value) throws SQLException {
        prepared.setRowId(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.ROW_ID, value);
        }
    }

    @Override
    public final void setRef(int index, @Nullable Ref value) throws SQLException {
        prepared.setRef(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.REF, value);
        }
    }

    @Override
    public final void setArray(int index, @Nullable Array value) throws SQLException {
        prepared.setArray(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.ARRAY, value);
        }
    }

    @Override
    public final void setBlob(int index, @Nullable Blob value) throws SQLException {
        prepared.setBlob(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.BLOB, value);
        }
    }

    @Override
    public final void setClob(int index, @Nullable Clob value) throws SQLException {
        prepared.setClob(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.CLOB, value);
        }
    }

    @Override
    public final void setNClob(int index, @Nullable NClob value) throws SQLException {
        prepared.setNClob(index, value);
        if (recorded != null) {
            recorded.put(index, Setter.NCLOB, value);
        }
    }

    @Override
    public final void setDate(int index, @Nullable Date value, @Nullable Calendar calendar) throws SQLException {
        prepared.setDate(index, value, calendar);
        if (recorded != null) {
            recorded.put(index, Setter.DATE_CALENDAR, value, RecordedParameters.copy(calendar));
        }
    }

    @Override
    public final void setTime(int index, @Nullable Time value, @Nullable Calendar calendar) throws SQLException {
        prepared.setTime(index, value, calendar);
        if (recorded != null) {
            recorded.put(index, Setter.TIME_CALENDAR, value, RecordedParameters.copy(calendar));
        }
    }

    @Override
    public final void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar)
            throws SQLException {
        prepared.setTimestamp(index, value, calendar);
        if (recorded != null) {
            recorded.put(index, Setter.TIMESTAMP_CALENDAR, value, RecordedParameters.copy(calendar));
        }
    }

    @Override
    public final void setNull(int index, int type) throws SQLException {
        prepared.setNull(index, type);
        if (recorded != null) {
            recorded.put(index, Setter.NULL, null, type);
        }
    }

    @Override
    public final void setNull(int index, int type, @Nullable String typeName) throws SQLException {
        prepared.setNull(index, type, typeName);
        if (recorded != null) {
            recorded.put(index, Setter.NULL_NAMED, null, new Setter.TypeName(type, typeName));
        }
    }

    @Override
    public final void setObject(int index, @Nullable Object value) throws SQLException {
        if (!defers(value) || !defer(index, Setter.OBJECT, value, null)) {
            prepared.setObject(index, value);
            record(index, Setter.OBJECT, value, null);
        }
    }

    @Override
    public final void setObject(int index, @Nullable Object value, int type) throws SQLException {
        if (!defers(value) || !defer(index, Setter.OBJECT_TYPED, value, type)) {
            prepared.setObject(index, value, type);
            record(index, Setter.OBJECT_TYPED, value, type);
        }
    }

    @Override
    public final void setObject(int index, @Nullable Object value, int type, int scale) throws SQLException {
        if (!defers(value) || !defer(index, Setter.OBJECT_SCALED, value, new Setter.TypeScale(type, scale))) {
            prepared.setObject(index, value, type, scale);
            record(index, Setter.OBJECT_SCALED, value, new Setter.TypeScale(type, scale));
        }
    }

    @Override
    public final void setObject(int index, @Nullable Object value, SQLType type) throws SQLException {
        if (!defers(value) || !defer(index, Setter.OBJECT_SQL_TYPED, value, type)) {
            prepared.setObject(index, value, type);
            record(index, Setter.OBJECT_SQL_TYPED, value, type);
        }
    }

    @Override
    public final void setObject(int index, @Nullable Object value, SQLType type, int scale) throws SQLException {
        if (!defers(value) || !defer(index, Setter.OBJECT_SQL_SCALED, value, new Setter.SqlTypeScale(type, scale))) {
            prepared.setObject(index, value, type, scale);
            record(index, Setter.OBJECT_SQL_SCALED, value, new Setter.SqlTypeScale(type, scale));
        }
    }
}
