package io.noclobber.conformance;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.LostConnection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/**
 * Sessions of the bare driver that are of use again whatever was done with them before. Immutable.
 *
 * @param names gives tables the names that they have
 * @param query what any session can ask that is of use
 */
record FreshSessions(Database database, UnaryOperator<String> names, String query) {

    Session open() throws SQLException {
        return new Session(database.connect(), names);
    }

    /** The session outside of any transaction; another one where its connection is lost, or is of no use any more, as on Ignite. */
    Session renewed(Session session) throws SQLException {
        try {
            if (!session.connection().getAutoCommit()) {
                session.rollback();
                session.connection().setAutoCommit(true);
            }
        } catch (SQLException broken) {
            if (!isLost(broken)) {
                throw broken;
            }
            return another(session);
        }
        try {
            session.read(query);
            return session;
        } catch (SQLException useless) {
            return another(session);
        }
    }

    private Session another(Session session) throws SQLException {
        Session another = open();
        try {
            session.connection().close();
        } catch (SQLException lost) {
            if (!isLost(lost)) {
                throw lost;
            }
        }
        return another;
    }

    /** Whether that was for want of a connection. */
    boolean isLost(Throwable thrown) {
        return LostConnection.in(thrown, database.engine()).isPresent();
    }
}
