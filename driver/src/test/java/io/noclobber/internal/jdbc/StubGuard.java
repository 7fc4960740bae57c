package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.BatchAttempt;
import io.noclobber.internal.guard.BranchEnd;
import io.noclobber.internal.guard.BranchId;
import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.guard.CursorWrite;
import io.noclobber.internal.guard.DriverHabits;
import io.noclobber.internal.guard.GuardedSql;
import io.noclobber.internal.guard.Parameters;
import io.noclobber.internal.guard.RowTracker;
import io.noclobber.internal.guard.RowUse;
import io.noclobber.internal.guard.WiderQuery;
import io.noclobber.internal.guard.WriteAttempt;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.SpliceableText;
import io.noclobber.internal.sql.StatementPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A guard that writes down what it is told. Queries are tracked, UPDATE and DELETE pass {@link #write}
 * with the text that {@link #rewrite} makes of them.
 */
final class StubGuard implements ConnectionGuard {
    final List<String> events = new ArrayList<>();

    /** What to send for a write; as it was sent unless a test says otherwise. */
    UnaryOperator<GuardedSql> rewrite = UnaryOperator.identity();

    /** How often each write is attempted. */
    int attempts = 1;

    /** The parameters of the last write. */
    Parameters parameters = Parameters.NONE;

    boolean batchesReadStreams;
    boolean releases;

    boolean runningClosesRows = true;

    /** A plan that only its route matters of. */
    record Text(String text) implements AnalysedStatement {
        @Override
        public StatementPlan plan() {
            return new StatementPlan.Harmless();
        }

        @Override
        public int parameters() {
            return (int) text.chars().filter(c -> c == '?').count();
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
        public String headText() {
            return "";
        }

        @Override
        public int headParameters() {
            return 0;
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
        public boolean canShowMore() {
            return false;
        }

        @Override
        public String showing(String items) {
            return text;
        }

        @Override
        public boolean isPlain(int ordinal) {
            return false;
        }

        @Override
        public SpliceableText withParameters(int[] ordinals) {
            return this;
        }

        @Override
        public String splice(String predicate) {
            return text + " AND " + predicate;
        }
    }

    @Override
    public DriverHabits driver() {
        return new DriverHabits(false, true, false, false, batchesReadStreams, false, runningClosesRows, false);
    }

    @Override
    public AnalysedStatement analyse(String text) {
        return new Text(text);
    }

    @Override
    public Route route(AnalysedStatement statement) {
        if (statement.text().startsWith("SELECT")) {
            return Route.READ;
        }
        if (statement.text().startsWith("INSERT")) {
            return Route.DIRECT;
        }
        return guards(statement) ? Route.WRITE : Route.OTHER;
    }

    @Override
    public boolean needsParameters(AnalysedStatement statement) {
        return guards(statement);
    }

    @Override
    public boolean guards(AnalysedStatement statement) {
        return statement.text().startsWith("UPDATE") || statement.text().startsWith("DELETE");
    }

    @Override
    public RowTracker track(
            AnalysedStatement statement, Parameters known, @Nullable WiderQuery wider, RowUse use, ResultSet rows) {
        return new RowTracker() {
            @Override
            public void leaving() {
                try {
                    events.add("leaving " + rows.getString(1));
                } catch (SQLException unreadable) {
                    events.add("leaving unreadable");
                }
            }

            @Override
            public void arrived(boolean onRow) {
                events.add("arrived " + onRow);
            }

            @Override
            public void changing() {
                events.add("changing");
            }

            @Override
            public void write(CursorWrite write) throws SQLException {
                events.add((write.deletes() ? "deletes " : "updates ") + write.changes());
                write.run();
            }

            @Override
            public void inserted() {
                events.add("inserted");
            }

            @Override
            public void streams() {
                events.add("streams");
            }

            @Override
            public void lends() {
                events.add("lends");
            }

            @Override
            public void closed() {
                events.add("closed");
            }
        };
    }

    @Override
    public long write(AnalysedStatement statement, Parameters known, WriteAttempt attempt) throws SQLException {
        events.add("write " + statement.text());
        parameters = known;
        long count = 0;
        for (int i = 0; i < attempts; i++) {
            GuardedSql sent = GuardedSql.asSent(statement.text());
            count = attempt.execute(known.replayable() ? rewrite.apply(sent) : sent);
        }
        ResultSet stored = attempt.stored();
        if (stored != null) {
            events.add("stored " + (stored.next() ? stored.getString(1) : "nothing"));
        }
        return count;
    }

    @Override
    public long[] batch(List<BatchElement> elements, BatchAttempt attempt) throws SQLException {
        events.add("batch of " + elements.size());
        List<GuardedSql> run = new ArrayList<>();
        for (BatchElement element : elements) {
            run.add(rewrite.apply(GuardedSql.asSent(element.statement().text())));
        }
        return attempt.execute(0, run);
    }

    @Override
    public void adding(AnalysedStatement statement) {
        events.add("adding");
    }

    @Override
    public void failed(SQLException failure) {
        events.add("failed " + failure.getSQLState());
    }

    @Override
    public <T extends @Nullable Object> T other(AnalysedStatement statement, Call<T> call) throws SQLException {
        events.add("other " + statement.text());
        return call.run();
    }

    @Override
    public void commit(Action commit) throws SQLException {
        events.add("commit");
        commit.run();
    }

    @Override
    public void rollback(Action rollback) throws SQLException {
        events.add("rollback");
        rollback.run();
    }

    @Override
    public void setAutoCommit(boolean autoCommit, Action change) throws SQLException {
        events.add("autocommit " + autoCommit);
        change.run();
    }

    @Override
    public void branchBegins(BranchId branch) {
        events.add("branch begins");
    }

    @Override
    public void branchEnding() {
        events.add("branch ending");
    }

    @Override
    public void branchLeft(BranchId branch) {
        events.add("branch left");
    }

    @Override
    public void branchCompleted(BranchId branch, BranchEnd end) {
        events.add("branch " + end);
    }

    @Override
    public void savepointSet(Savepoint savepoint) {
        events.add("savepoint");
    }

    @Override
    public void rollbackTo(Savepoint savepoint, Action rollback) throws SQLException {
        events.add("rollback to");
        rollback.run();
    }

    @Override
    public void release(Savepoint savepoint, Action release) throws SQLException {
        events.add("release");
        release.run();
    }

    @Override
    public void readOnly(boolean asked, Action change) throws SQLException {
        change.run();
        events.add(asked ? "read only" : "read and write");
    }

    @Override
    public void sessionChanged() {
        events.add("session");
    }

    @Override
    public void unwrapped(Class<?> type) {
        events.add("unwrapped " + type.getSimpleName());
    }

    @Override
    public void closed() {
        events.add("end");
        releases = true;
    }
}
