package io.noclobber.internal.guard;

import io.noclobber.internal.guard.ConnectionGuard.Action;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Knows savepoints by one token each, whether they are set and used by a method or by a text. Safe for the use that the
 * connection itself is safe for.
 */
final class Savepoints {
    private final Map<Savepoint, Object> tokens = Collections.synchronizedMap(new WeakHashMap<>());
    private final Session session;
    private final Transactions transactions;

    Savepoints(Session session, Transactions transactions) {
        this.session = session;
        this.transactions = transactions;
    }

    void set(Savepoint savepoint) throws SQLException {
        Object token = name(savepoint);
        if (token != savepoint) {
            tokens.put(savepoint, token);
        }
        wasSet(token);
    }

    void rollbackTo(Savepoint savepoint, Action rollback) throws SQLException {
        session.trackers().captureCurrentRows();
        rollback.run();
        rolledBackTo(token(savepoint));
    }

    void release(Savepoint savepoint, Action release) throws SQLException {
        transactions.beforeRelease();
        release.run();
        released(token(savepoint));
    }

    /** A savepoint was set, by the API or by a text. */
    void wasSet(Object token) throws SQLException {
        if (!session.transaction().inTransaction() && session.dialect().savepointBegins()) {
            session.transaction().begunByText();
        }
        session.memory().savepoint(token);
        session.trackers().savepoint(token);
    }

    void rolledBackTo(Object token) {
        session.memory().rollbackTo(token);
        session.trackers().rolledBackTo(token);
    }

    /** A savepoint was released; if it had begun the transaction, that is committed. */
    void released(Object token) throws SQLException {
        session.memory().release(token);
        session.trackers().released(token);
        if (session.dialect().savepointBegins()
                && session.transaction().inTransaction()
                && !session.dialect().isTransactionOpen(session.raw())) {
            session.memory().commit();
            session.unit().ended();
            session.transaction().endedByText();
        }
    }

    /** What the savepoint was called when it was set; some drivers do not tell the name of one that has served. */
    private Object token(Savepoint savepoint) {
        Object token = tokens.get(savepoint);
        return token == null ? name(savepoint) : token;
    }

    /** The name where it has one, as a text gives it too. */
    private static Object name(Savepoint savepoint) {
        try {
            String name = savepoint.getSavepointName();
            return name == null ? savepoint : token(name);
        } catch (SQLException unnamed) {
            return savepoint;
        }
    }

    /** Names that differ only by case are taken for the same: drivers quote what they are given or do not. */
    static String token(String savepoint) {
        return savepoint.toUpperCase(Locale.ROOT);
    }
}
