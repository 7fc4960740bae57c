package io.noclobber.clients.framework;

import java.sql.SQLException;
import java.util.Optional;

/** An application that edits order 1 through one library. */
interface Client extends AutoCloseable {
    /** How to connect, as the library is told. */
    record Address(String driver, String url, String user, String password) {}

    /** Reads the order and begins to edit it. */
    Edit read() throws Exception;

    /** One user's work on the order, from its reading to its saving, on one connection or in one transaction. */
    interface Edit extends AutoCloseable {
        String status();

        /** Saves, and commits where there is a transaction. Says how many rows that were, where the library tells. */
        int save(String status) throws Exception;

        @Override
        void close() throws SQLException;
    }

    @Override
    void close() throws SQLException;

    /** The first of the causes that is a {@code type}. */
    static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
