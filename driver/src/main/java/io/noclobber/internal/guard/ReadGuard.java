package io.noclobber.internal.guard;

import io.noclobber.internal.guard.ConnectionGuard.Call;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Lets queries run so that their rows can be followed, and follows them. Confined to one connection. */
final class ReadGuard {
    private final Session session;
    private final Transactions transactions;
    private final Tracking tracking;
    private final WiderQueries wider;

    ReadGuard(Session session, Transactions transactions, Tracking tracking) {
        this.session = session;
        this.transactions = transactions;
        this.tracking = tracking;
        this.wider = new WiderQueries(session);
    }

    /** A statement is about to be prepared. */
    void preparing() {
        // one that cannot be prepared ends them as well
        session.beforeStatement();
    }

    <T extends @Nullable Object> T run(AnalysedStatement statement, Call<T> call) throws SQLException {
        Lock reading = transactions.conversing();
        try {
            session.beforeStatement();
            askAhead(statement);
            return call.run();
        } finally {
            reading.unlock();
        }
    }

    /** Whatever has to be asked of the database is asked now, where a question would close the rows. */
    private void askAhead(AnalysedStatement statement) {
        boolean asks = session.dialect().questionsEndStreams()
                || session.dialect().statementsEndUpdatableCursors()
                        && session.transaction().autoCommit();
        if (asks
                && session.tracks()
                && statement.plan() instanceof StatementPlan.Read plan
                && !session.plans().isBound(plan)) {
            plan.tables().forEach(table -> session.tables().find(table.path()));
        }
    }

    /** The form of a query that is sent, {@code null} for as it is. */
    @Nullable WiderQuery wider(AnalysedStatement statement) {
        if (!wider.wanted()) {
            return null;
        }
        transactions.reading().lock();
        try {
            return wider.of(statement);
        } finally {
            transactions.reading().unlock();
        }
    }

    void refused(WiderQuery query, SQLException refusal) {
        wider.refused(query, refusal);
    }

    <T extends @Nullable Object> T run(WiderQuery query, Call<T> widely, @Nullable Call<T> asWritten)
            throws SQLException {
        return wider.run(query, widely, asWritten);
    }

    @Nullable RowTracker track(
            AnalysedStatement statement,
            Parameters parameters,
            @Nullable WiderQuery query,
            RowUse use,
            ResultSet rows) {
        return tracking.track(statement, parameters, query, use, rows);
    }
}
