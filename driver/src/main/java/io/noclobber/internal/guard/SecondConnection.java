package io.noclobber.internal.guard;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a second connection to the database, as the first was opened. Thread-safe. */
public interface SecondConnection {
    /** An open one. */
    interface Opened extends AutoCloseable {
        Connection connection();

        @Override
        void close() throws SQLException;
    }

    /**
     * Opens it. May block as long as the driver or the pool does; the caller bounds the wait.
     *
     * @return a bare connection, which the caller closes
     * @throws SQLException when none can be had
     */
    Opened open() throws SQLException;

    /** One that is closed by closing the connection itself. */
    static Opened opened(Connection connection) {
        return new Opened() {
            @Override
            public Connection connection() {
                return connection;
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }
}
