package io.noclobber.dialect;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import org.jspecify.annotations.Nullable;

/** In which form a value is read from a result set. What comes out is immutable, or a copy of our own. */
public enum Capture {
    OBJECT {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getObject(index);
        }
    },
    STRING {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getString(index);
        }
    },
    BYTES {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getBytes(index);
        }
    },
    LOCAL_DATE {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getObject(index, LocalDate.class);
        }
    },
    LOCAL_TIME {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getObject(index, LocalTime.class);
        }
    },
    LOCAL_DATE_TIME {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getObject(index, LocalDateTime.class);
        }
    },
    OFFSET_TIME {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getObject(index, OffsetTime.class);
        }
    },
    OFFSET_DATE_TIME {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getObject(index, OffsetDateTime.class);
        }
    },
    DURATION {
        @Override
        @Nullable Object get(ResultSet rows, int index) throws SQLException {
            return rows.getObject(index, Duration.class);
        }
    };

    abstract @Nullable Object get(ResultSet rows, int index) throws SQLException;

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
        if (value instanceof Blob blob) {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        }
        if (value instanceof Clob clob) {
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        }
        if (value instanceof Array array) {
            return array.toString();
        }
        return value;
    }
}
