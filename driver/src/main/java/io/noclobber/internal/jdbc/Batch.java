package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.BatchAttempt;
import io.noclobber.internal.guard.ConnectionGuard.BatchElement;
import io.noclobber.internal.guard.ConnectionGuard.Call;
import io.noclobber.internal.guard.ConnectionGuard.Route;
import io.noclobber.internal.guard.GuardedSql;
import io.noclobber.internal.guard.Parameters;
import io.noclobber.internal.sql.AnalysedStatement;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batch of one statement. Elements reach the driver when the batch is executed: only then is it
 * known which of them run on the application's own statement. Confined to that statement.
 */
final class Batch {
    private final GuardedStatement statement;
    private List<BatchElement> elements = new ArrayList<>();
    private boolean direct = true;
    private boolean withDriver;

    Batch(GuardedStatement statement) {
        this.statement = statement;
    }

    void add(AnalysedStatement analysed, Parameters parameters) {
        direct &= statement.guard().route(analysed) == Route.DIRECT;
        elements.add(new BatchElement(analysed, parameters));
    }

    /** Whether earlier elements are with the driver already, so that later ones must follow. */
    boolean isWithDriver() {
        return withDriver;
    }

    /** Adds an element that only the driver knows. */
    void addToDriver(PreparedStatement own) throws SQLException {
        if (!elements.isEmpty()) {
            throw new SQLException("this batch element has parameters that are not set, or set by a setter of the"
                    + " driver's own, and earlier elements have not: execute those before");
        }
        own.addBatch();
        withDriver = true;
        statement.handsBatch(true);
    }

    /** The application gives its batch up. The driver must have seen it begin: some refuse to run one that never did. */
    void giveUp() throws SQLException {
        List<BatchElement> seen = elements;
        clear();
        if (!seen.isEmpty()) {
            begin(seen.get(0));
        }
        statement.delegate.clearBatch();
    }

    private void begin(BatchElement first) {
        try {
            if (isPrepared() && statement.delegate instanceof PreparedStatement prepared) {
                prepared.addBatch();
            } else {
                statement.delegate.addBatch(first.statement().text());
            }
        } catch (SQLException refused) {
            statement.failed(refused); // an element that is taken back anyway
        }
    }

    /** Drivers may have one class for prepared and for plain statements. */
    private boolean isPrepared() {
        return statement instanceof GuardedPreparedStatement;
    }

    private void clear() {
        elements = new ArrayList<>();
        direct = true;
        withDriver = false;
        statement.handsBatch(false);
    }

    /** Runs the batch, which is empty from then on whatever comes of it. */
    long[] execute(boolean large) throws SQLException {
        List<BatchElement> run = elements;
        boolean straight = direct;
        boolean handed = statement.handsBatch();
        clear();
        Run attempt = new Run(run, large);
        if (run.isEmpty()) {
            return handed ? driver(attempt) : attempt.send(statement.delegate);
        }
        return straight ? add(run, attempt) : statement.guard().batch(run, attempt);
    }

    private long[] add(List<BatchElement> run, Run attempt) throws SQLException {
        AnalysedStatement first = run.get(0).statement();
        return add(first, () -> {
            for (BatchElement element : run) {
                if (element.statement() != first) {
                    statement.guard().adding(element.statement());
                }
            }
            return attempt.own(run);
        });
    }

    private long[] add(AnalysedStatement insert, Call<long[]> sending) throws SQLException {
        try {
            return statement.guard().add(insert, sending);
        } catch (SQLException failure) {
            statement.failed(failure);
            throw failure;
        }
    }

    /** What was added went to the driver at once. */
    private long[] driver(Run attempt) throws SQLException {
        AnalysedStatement prepared = statement.origin.prepared();
        if (prepared == null) {
            return attempt.own(List.of());
        }
        if (statement.guard().route(prepared) == Route.DIRECT) {
            return add(prepared, () -> attempt.own(List.of()));
        }
        return statement.guard().other(prepared, () -> attempt.own(List.of()));
    }

    static int[] narrow(long[] counts) {
        int[] narrow = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            narrow[i] = (int) counts[i];
        }
        return narrow;
    }

    private final class Run implements BatchAttempt {
        private final List<BatchElement> all;
        private final boolean large;
        private @Nullable SQLException refusal;

        Run(List<BatchElement> all, boolean large) {
            this.all = all;
            this.large = large;
        }

        @Override
        public long[] execute(int first, List<GuardedSql> run) throws SQLException {
            refusal = null;
            List<BatchElement> part = all.subList(first, first + run.size());
            return run.get(0).guarded() ? internal(part, run) : own(part);
        }

        @Override
        public void asks(Statement question) {
            statement.results.asks(question);
        }

        @Override
        public void answered() {
            statement.results.answered();
        }

        @Override
        public @Nullable SQLException refusal() {
            return refusal;
        }

        private PreparedStatement prepare(GuardedSql sql, KeysRequest keys) throws SQLException {
            try {
                return statement.internals().find(sql, keys, false);
            } catch (SQLException refused) {
                refusal = refused;
                throw refused;
            }
        }

        private long[] own(List<BatchElement> part) throws SQLException {
            Statement own = statement.delegate;
            statement.results.ran(own, false);
            for (BatchElement element : part) {
                if (isPrepared() && own instanceof PreparedStatement prepared) {
                    bind(element, prepared);
                    prepared.addBatch();
                } else {
                    own.addBatch(element.statement().text());
                }
            }
            try {
                return send(own);
            } finally {
                if (!part.isEmpty() && statement instanceof GuardedPreparedStatement made) {
                    made.batchRan();
                }
            }
        }

        private void bind(BatchElement element, PreparedStatement prepared) throws SQLException {
            for (int i = 1; i <= element.statement().parameters(); i++) {
                element.parameters().bind(i, prepared, i);
            }
        }

        private long[] internal(List<BatchElement> part, List<GuardedSql> run) throws SQLException {
            KeysRequest keys = statement.origin.keys();
            PreparedStatement internal = prepare(run.get(0), keys);
            // A batch that failed may leave some of itself behind.
            internal.clearBatch();
            statement.results.ran(internal, !run.get(0).stored().isEmpty() && !keys.asks());
            try {
                for (int i = 0; i < run.size(); i++) {
                    BatchElement element = part.get(i);
                    run.get(i)
                            .bind(
                                    internal,
                                    element.parameters(),
                                    element.statement().parameters());
                    internal.addBatch();
                }
                return send(internal);
            } catch (SQLException failure) {
                statement.internals().keepToOwner();
                throw ofBatch(failure, run.size());
            } catch (RuntimeException | Error failure) {
                statement.internals().keepToOwner();
                throw failure;
            }
        }

        /** SQLite's driver gives the counts of a batch that fails with plain statements only. */
        private SQLException ofBatch(SQLException failure, int size) {
            return failure instanceof BatchUpdateException || statement.delegate instanceof PreparedStatement
                    ? failure
                    : new BatchUpdateException(
                            "batch entry: " + failure.getMessage(), null, 0, new long[size], failure);
        }

        private long[] send(Statement target) throws SQLException {
            if (large) {
                return target.executeLargeBatch();
            }
            int[] counts = target.executeBatch();
            long[] wide = new long[counts.length];
            for (int i = 0; i < counts.length; i++) {
                wide[i] = counts[i];
            }
            return wide;
        }
    }
}
