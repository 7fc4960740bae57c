package io.noclobber.dialect;

import java.sql.SQLException;

/** Thrown for a value of which a driver cannot make an object, such as a time of 24:00: the row can be read but for it. */
public final class UnreadableValueException extends SQLException {
    private static final long serialVersionUID = 1L;

    UnreadableValueException(Throwable unheardOf) {
        super("the driver cannot read the value: " + unheardOf.getMessage(), unheardOf);
    }
}
