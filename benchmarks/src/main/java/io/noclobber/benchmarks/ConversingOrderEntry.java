package io.noclobber.benchmarks;

import io.noclobber.Conversation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** An application each of whose units of work is a request of one user. Confined to one thread. */
final class ConversingOrderEntry extends OrderEntry {
    private static final AtomicInteger USERS = new AtomicInteger();

    /** Who has read the tables of another run knows nothing of those of this one. */
    private final String user = "user " + USERS.incrementAndGet();

    ConversingOrderEntry(Connection connection, Connection housekeeping) throws SQLException {
        super(connection, housekeeping);
    }

    @Override
    @SuppressWarnings("try") // an open conversation is there for what it binds
    Object run(Request request) throws SQLException {
        try (Conversation open = Conversation.open(user)) {
            return request.with(this);
        }
    }
}
