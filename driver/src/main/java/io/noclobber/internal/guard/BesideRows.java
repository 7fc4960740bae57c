package io.noclobber.internal.guard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Tells whether the database can be asked something while the application reads rows. */
final class BesideRows {
    private BesideRows() {}

    /** Whether {@code rows} are there as before when the database was asked something by the same connection. */
    static boolean mayAsk(Session session, ResultSet rows) {
        try {
            if (session.transaction().autoCommit() && endsWithAStatement(session, rows)) {
                return false;
            }
            Statement statement = session.dialect().questionsEndStreams() ? rows.getStatement() : null;
            return !session.dialect().questionsEndStreams() || statement != null && statement.getFetchSize() == 0;
        } catch (SQLException unknown) {
            return false;
        }
    }

    private static boolean endsWithAStatement(Session session, ResultSet rows) throws SQLException {
        return session.dialect().statementsCommitRows()
                || session.dialect().statementsEndUpdatableCursors()
                        && rows.getConcurrency() == ResultSet.CONCUR_UPDATABLE
                        && rows.getHoldability() == ResultSet.CLOSE_CURSORS_AT_COMMIT;
    }
}
