package io.noclobber;

import io.noclobber.config.Settings;
import io.noclobber.internal.guard.BatchAttempt;
import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.guard.GuardedSql;
import io.noclobber.internal.guard.Parameters;
import io.noclobber.internal.guard.RowTracker;
import io.noclobber.internal.guard.SecondConnection;
import io.noclobber.internal.guard.WriteAttempt;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Guards that let everything pass; they stand in until the real ones are composed. */
final class OpenGuards implements Guards {
    @Override
    public Held guard(Connection real, Settings settings, SecondConnection second) {
        return new Held(new Open(), () -> {});
    }

    private record Text(String text) implements AnalysedStatement {
        @Override
        public StatementPlan plan() {
            return new StatementPlan.Harmless();
        }

        @Override
        public int parameters() {
            return 0;
        }

        @Override
        public @Nullable Object literal(int ordinal) {
            return null;
        }

        @Override
        public String literalText(int ordinal) {
            return "";
        }

        @Override
        public String targetText() {
            return "";
        }

        @Override
        public @Nullable String whereText() {
            return null;
        }

        @Override
        public String splice(String predicate) {
            return text;
        }
    }

    private static final class Open implements ConnectionGuard {
        @Override
        public AnalysedStatement analyse(String text) {
            return new Text(text);
        }

        @Override
        public boolean needsParameters(AnalysedStatement statement) {
            return false;
        }

        @Override
        public boolean guards(AnalysedStatement statement) {
            return false;
        }

        @Override
        public @Nullable RowTracker track(AnalysedStatement statement, Parameters parameters, ResultSet rows) {
            return null;
        }

        @Override
        public long write(AnalysedStatement statement, Parameters parameters, WriteAttempt attempt)
                throws SQLException {
            return attempt.execute(GuardedSql.asSent(statement.text()));
        }

        @Override
        public long[] batch(List<BatchElement> elements, BatchAttempt attempt) throws SQLException {
            return attempt.execute(
                    0,
                    elements.stream()
                            .map(element ->
                                    GuardedSql.asSent(element.statement().text()))
                            .toList());
        }

        @Override
        public <T extends @Nullable Object> T other(AnalysedStatement statement, Call<T> call) throws SQLException {
            return call.run();
        }

        @Override
        public void commit(Action commit) throws SQLException {
            commit.run();
        }

        @Override
        public void rollback(Action rollback) throws SQLException {
            rollback.run();
        }

        @Override
        public void setAutoCommit(boolean autoCommit, Action change) throws SQLException {
            change.run();
        }

        @Override
        public void savepointSet(Savepoint savepoint) {}

        @Override
        public void rollbackTo(Savepoint savepoint, Action rollback) throws SQLException {
            rollback.run();
        }

        @Override
        public void savepointReleased(Savepoint savepoint) {}

        @Override
        public void adding(AnalysedStatement statement) {}

        @Override
        public void addingFailed(SQLException failure) {}

        @Override
        public void sessionChanged() {}

        @Override
        public void closed() {}
    }
}
