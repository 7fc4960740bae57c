package io.noclobber.internal.guard;

import io.noclobber.internal.guard.ConnectionGuard.BatchElement;
import io.noclobber.internal.sql.AnalysedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Runs writes that the database refuses whatever they are: in a transaction that it has given up, or that only reads. It
 * would refuse what the guard asks as well, and how it refuses the application's own is for the application. Confined to
 * one connection.
 */
final class RefusedWrites {
    private final Session session;
    private final Verdicts verdicts;
    private final OtherStatements others;

    RefusedWrites(Session session, Verdicts verdicts, OtherStatements others) {
        this.session = session;
        this.verdicts = verdicts;
        this.others = others;
    }

    /** Whether any write is refused now. Asks the database, but only after a failure, or where the connection only reads. */
    boolean all() {
        return session.transaction().inTransaction() && (session.transaction().isGivenUp() || onlyReads());
    }

    private boolean onlyReads() {
        String question = session.dialect().readOnlyQuestion();
        if (session.access().mayWrite() || question.isEmpty()) {
            return false;
        }
        try (Statement asking = session.raw().createStatement();
                ResultSet answer = asking.executeQuery(question)) {
            return answer.next() && "on".equals(answer.getString(1));
        } catch (SQLException failure) {
            session.counts().catalogFailed("whether the transaction only reads", failure);
            return false;
        }
    }

    /** The same before a batch, which may end the transaction itself. */
    boolean all(List<BatchElement> batch) {
        return all() && batch.stream().noneMatch(element -> others.endsRun(element.statement()));
    }

    long run(AnalysedStatement statement, WriteAttempt attempt) throws SQLException {
        session.trackers().captureCurrentRows();
        long count;
        try {
            count = attempt.execute(GuardedSql.asSent(statement.text()));
        } catch (SQLException raised) {
            verdicts.onFailure(raised);
            throw raised;
        }
        ran(statement);
        return count;
    }

    long[] run(List<BatchElement> batch, BatchAttempt attempt) throws SQLException {
        session.trackers().captureCurrentRows();
        List<GuardedSql> texts = batch.stream()
                .map(element -> GuardedSql.asSent(element.statement().text()))
                .toList();
        long[] counts;
        try {
            counts = attempt.execute(0, texts);
        } catch (SQLException raised) {
            verdicts.onFailure(raised);
            throw raised;
        }
        for (BatchElement element : batch) {
            ran(element.statement());
        }
        return counts;
    }

    /** It was not refused after all, and nobody has guarded it. */
    private void ran(AnalysedStatement statement) throws SQLException {
        others.before(statement);
        others.after(statement);
    }
}
