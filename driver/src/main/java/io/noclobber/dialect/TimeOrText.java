package io.noclobber.dialect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetTime;
import org.jspecify.annotations.Nullable;

/** Reads dates and times, and as text those that no class of Java can hold, or the driver spoils. Stateless. */
final class TimeOrText {
    /** The first whole year in which the calendar of {@code java.time} is everybody's. */
    private static final int FIRST_GREGORIAN_YEAR = 1583;

    private TimeOrText() {}

    /** As {@code type}, or as text where the driver gives {@code null} or refuses. */
    static @Nullable Object of(ResultSet rows, int index, Class<?> type) throws SQLException {
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

    static @Nullable Object gregorianDate(ResultSet rows, int index) throws SQLException {
        LocalDate date = rows.getObject(index, LocalDate.class);
        return date == null || date.getYear() >= FIRST_GREGORIAN_YEAR ? date : rows.getString(index);
    }

    static @Nullable Object gregorianDateTime(ResultSet rows, int index) throws SQLException {
        LocalDateTime time = rows.getObject(index, LocalDateTime.class);
        return time == null || time.getYear() >= FIRST_GREGORIAN_YEAR ? time : rows.getString(index);
    }

    /** A time of day with a zone; {@code OffsetTime.MAX} stands for 24:00. */
    static @Nullable Object offsetTime(ResultSet rows, int index) throws SQLException {
        try {
            Object time = rows.getObject(index, OffsetTime.class);
            return OffsetTime.MAX.equals(time) ? rows.getString(index) : time;
        } catch (DateTimeException sentInBinary) {
            throw new SQLException("a time of 24:00 that was sent in binary cannot be read", sentInBinary);
        }
    }
}
