package io.noclobber.internal.jdbc;

import java.sql.PreparedStatement;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells a pool of the driver's events as events of the statements that the application has; what happens to statements of our own
 * is nobody else's. Equal to another for the same pool, so that drivers find it to remove it. Immutable.
 */
record RelayedStatementEvents(StatementEventListener listener, GuardedPooledConnection source)
        implements StatementEventListener {

    static @Nullable StatementEventListener to(
            @Nullable StatementEventListener listener, GuardedPooledConnection source) {
        return listener == null ? null : new RelayedStatementEvents(listener, source);
    }

    @Override
    public void statementClosed(StatementEvent event) {
        PreparedStatement known = source.known(event.getStatement());
        if (known != null) {
            listener.statementClosed(new StatementEvent(source, known));
        }
    }

    @Override
    public void statementErrorOccurred(StatementEvent event) {
        PreparedStatement known = source.known(event.getStatement());
        if (known != null) {
            listener.statementErrorOccurred(new StatementEvent(source, known, event.getSQLException()));
        }
    }
}
