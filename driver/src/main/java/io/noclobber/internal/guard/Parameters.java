package io.noclobber.internal.guard;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The parameters the application has set for one execution, as far as they were recorded. */
public interface Parameters {
    /** Stands for a parameter whose value cannot be looked at: a stream, or one that was never set. */
    Object UNKNOWN = new Object() {
        @Override
        public String toString() {
            return "unknown";
        }
    };

    /** No parameters: a plain statement. */
    Parameters NONE = new Parameters() {
        @Override
        public @Nullable Object value(int index) {
            return UNKNOWN;
        }

        @Override
        public void bind(int index, PreparedStatement target, int targetIndex) throws SQLException {
            throw new SQLException("parameter " + index + " is not set");
        }
    };

    /**
     * Whether {@link #bind} can set all of them on another statement. Where not (the application used a
     * setter of the driver's own, or not all are set) the text must run as it was sent.
     */
    default boolean replayable() {
        return true;
    }

    /**
     * The value as the application gave it, {@code null} for NULL, or {@link #UNKNOWN}.
     *
     * @param index 1-based position in the application's text
     */
    @Nullable Object value(int index);

    /**
     * The value, where the application asked the driver for no conversion of it: no other SQL type, scale or
     * calendar; else {@link #UNKNOWN}.
     *
     * @param index 1-based position in the application's text
     */
    default @Nullable Object exact(int index) {
        return UNKNOWN;
    }

    /**
     * What the application said of the parameter, all of it: two that are equal are the same to the driver.
     *
     * @param index 1-based position in the application's text
     * @return {@code null} where that is not known
     */
    default @Nullable Object spelling(int index) {
        return null;
    }

    /**
     * Sets the parameter on another statement, by the setter the application used, with all that it
     * said: SQL type, scale, calendar.
     */
    void bind(int index, PreparedStatement target, int targetIndex) throws SQLException;
}
