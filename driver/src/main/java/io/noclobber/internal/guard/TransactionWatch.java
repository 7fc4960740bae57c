package io.noclobber.internal.guard;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a transaction outlives a statement that may end it: by its id where the engine tells
 * one, else by a savepoint that can be released only while it lives. Confined to one connection.
 */
final class TransactionWatch {
    private static final String SAVEPOINT = "NOCLOBBER_WATCH";

    /** What has become of the transaction. */
    enum Fate {
        ALIVE,
        ENDED,
        UNKNOWN
    }

    private final Session session;
    private @Nullable Savepoint savepoint;
    private @Nullable String id;
    private boolean byText;

    TransactionWatch(Session session) {
        this.session = session;
    }

    /** To be called last before the statement. */
    void start() {
        if (!session.images().hasWritten() && !session.transaction().autoCommit()) {
            return; // nothing to protect, and the next transaction begins by itself
        }
        Connection raw = session.raw();
        try {
            if (!session.dialect().transactionId().isEmpty()) {
                id = transactionId();
            } else if (session.transaction().autoCommit()) {
                execute("SAVEPOINT " + SAVEPOINT); // drivers refuse theirs, whatever BEGIN has begun
                byText = true;
            } else {
                savepoint = raw.setSavepoint(SAVEPOINT);
            }
        } catch (SQLException unsupported) {
            savepoint = null;
        }
    }

    Fate end() {
        Savepoint set = savepoint;
        try {
            if (set != null) {
                session.raw().releaseSavepoint(set);
                return Fate.ALIVE;
            }
            if (id != null) {
                return id.equals(transactionId()) ? Fate.ALIVE : Fate.ENDED;
            }
            if (byText) {
                execute("RELEASE SAVEPOINT " + SAVEPOINT);
                return Fate.ALIVE;
            }
            return Fate.UNKNOWN;
        } catch (SQLFeatureNotSupportedException unsupported) {
            return Fate.UNKNOWN;
        } catch (SQLException gone) {
            return Fate.ENDED;
        }
    }

    private void execute(String text) throws SQLException {
        try (Statement statement = session.raw().createStatement()) {
            statement.execute(text);
        }
    }

    private @Nullable String transactionId() throws SQLException {
        try (Statement statement = session.raw().createStatement();
                ResultSet rows = statement.executeQuery(session.dialect().transactionId())) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
