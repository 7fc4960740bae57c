package io.noclobber.internal.guard;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a second connection to the database, as the first was opened. Thread-safe. */
public interface SecondConnection {
    /**
     * Opens it. May block as long as the driver or the pool does; the caller bounds the wait.
     *
     * @return a bare connection, which the caller closes
     * @throws SQLException when none can be had
     */
    Connection open() throws SQLException;
}
