package io.noclobber.internal.guard;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * A transaction that is made on a connection on which each statement commits: by the driver's flag, or by texts where that
 * flag is off already and means nothing. Confined to one run.
 */
final class MadeTransaction {
    private final Session session;
    private final boolean byText;

    private MadeTransaction(Session session, boolean byText) {
        this.session = session;
        this.byText = byText;
    }

    static MadeTransaction begin(Session session) throws SQLException {
        boolean byText = session.transaction().isLapsed();
        MadeTransaction made = new MadeTransaction(session, byText);
        if (byText) {
            made.execute("BEGIN");
            session.transaction().begunByText();
        } else {
            session.raw().setAutoCommit(false);
            session.transaction().autoCommit(false);
        }
        return made;
    }

    void commit() throws SQLException {
        if (byText) {
            execute("COMMIT");
        } else {
            session.raw().commit();
        }
    }

    void rollback() throws SQLException {
        if (byText) {
            execute("ROLLBACK");
        } else {
            session.raw().rollback();
        }
    }

    /**
     * It is over. A connection that cannot be switched back, in two attempts, is not what the application takes it for, and
     * what it would write there nobody would commit: it hears of that, although the work is committed.
     */
    void leave() throws SQLException {
        if (byText) {
            session.transaction().endedByText();
        } else {
            Restoring.by(() -> session.raw().setAutoCommit(true));
            session.transaction().autoCommit(true);
        }
    }

    private void execute(String text) throws SQLException {
        try (Statement statement = session.raw().createStatement()) {
            statement.execute(text);
        }
    }
}
