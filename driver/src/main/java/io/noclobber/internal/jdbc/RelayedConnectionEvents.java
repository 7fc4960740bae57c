package io.noclobber.internal.jdbc;

import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells a pool of the driver's events as events of our connection, which is the one that the pool knows. Equal to another for the
 * same pool, so that drivers find it to remove it. Immutable.
 */
record RelayedConnectionEvents(ConnectionEventListener listener, GuardedPooledConnection source)
        implements ConnectionEventListener {

    static @Nullable ConnectionEventListener to(
            @Nullable ConnectionEventListener listener, GuardedPooledConnection source) {
        return listener == null ? null : new RelayedConnectionEvents(listener, source);
    }

    private ConnectionEvent ours(ConnectionEvent event) {
        return event.getSQLException() == null
                ? new ConnectionEvent(source)
                : new ConnectionEvent(source, event.getSQLException());
    }

    @Override
    public void connectionClosed(ConnectionEvent event) {
        listener.connectionClosed(ours(event));
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
        listener.connectionErrorOccurred(ours(event));
    }
}
