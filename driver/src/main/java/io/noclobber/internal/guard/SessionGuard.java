package io.noclobber.internal.guard;

import io.noclobber.config.Mode;
import io.noclobber.conflict.RowConflict;
import io.noclobber.internal.conversation.Binding;
import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.image.ImageLimits;
import io.noclobber.internal.image.ImageStore;
import io.noclobber.internal.image.Memory;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guard of one connection. Safe for the use that the connection itself is safe for. */
public final class SessionGuard implements ConnectionGuard {
    private final Session session;
    private final Transactions transactions;
    private final Verdicts verdicts;
    private final Intents intents;
    private final ReadGuard reads;
    private final WriteGuard writes;
    private final BatchGuard batches;
    private final OtherStatements others;
    private final RefusedWrites refused;
    private final Savepoints savepoints;
    private final AfterOther afterOther;
    private final DriverHabits driver;
    private final boolean on;

    private SessionGuard(Session session) {
        this.session = session;
        this.transactions = new Transactions(session);
        this.verdicts = new Verdicts(session, transactions);
        KeyQuestions questions = new KeyQuestions(session, verdicts);
        this.intents = new Intents(session, questions);
        RowLocks locks = new RowLocks(session);
        AfterWrite after = new AfterWrite(session);
        VerbatimWay verbatim = new VerbatimWay(verdicts, locks, after);
        Exactness exactness = new Exactness(session);
        LockedWay locked = new LockedWay(session, verdicts, locks, exactness, verbatim, after);
        SeveralRows several = new SeveralRows(session, questions, verdicts, locks, exactness, after);
        this.writes = new WriteGuard(session, transactions, verdicts, verbatim, locked, locks, several, after);
        CursorGuard cursors = new CursorGuard(session, transactions, verdicts, intents, locked);
        this.savepoints = new Savepoints(session, transactions);
        Tracking tracking = new Tracking(
                session,
                transactions,
                new PinnedKeys(session, questions),
                new TrackedWrites(session, transactions, cursors),
                new WholeRow(session, transactions, verdicts));
        this.reads = new ReadGuard(session, transactions, tracking);
        this.afterOther = new AfterOther(session, transactions, savepoints);
        this.others = new OtherStatements(session, transactions, verdicts, cursors, afterOther);
        this.refused = new RefusedWrites(session, verdicts, others);
        this.batches =
                new BatchGuard(session, transactions, verdicts, intents, questions, writes, locks, after, others);
        this.driver = DriverHabits.of(session.dialect());
        this.on = session.settings().mode() != Mode.OFF;
    }

    /**
     * The guard of a connection that was just opened.
     *
     * @param raw the driver's own connection
     * @throws SQLException when its state cannot be read
     */
    public static SessionGuard of(Environment environment, Connection raw) throws SQLException {
        Counts counts = new Counts(environment.observer());
        Memory memory = new Memory(
                new ImageLimits(
                        environment.settings().imageRows(),
                        environment.settings().imageBytes(),
                        environment.settings().imageAge()),
                environment.settings().scope().outlivesTransaction()
                        ? ImageStore.Lifetime.CONNECTION
                        : ImageStore.Lifetime.TRANSACTION,
                counts::dropped,
                environment.clock()::millis);
        return new SessionGuard(new Session(environment, raw, memory, counts));
    }

    @Override
    public AnalysedStatement analyse(String text) {
        return session.environment().analyser().analyse(text);
    }

    @Override
    public boolean needsParameters(AnalysedStatement statement) {
        return on
                && statement.parameters() > 0
                && (statement.plan() instanceof StatementPlan.Write
                        || statement.plan() instanceof StatementPlan.Read read
                                && !read.pins().isEmpty());
    }

    @Override
    public boolean guards(AnalysedStatement statement) {
        return on && statement.plan() instanceof StatementPlan.Write;
    }

    @Override
    public DriverHabits driver() {
        return driver;
    }

    @Override
    public void preparing() {
        if (on) {
            reads.preparing();
        }
    }

    @Override
    public <T extends @Nullable Object> T reading(AnalysedStatement statement, Call<T> call) throws SQLException {
        return on ? reads.run(statement, call) : call.run();
    }

    @Override
    public @Nullable WiderQuery wider(AnalysedStatement statement) {
        return on ? reads.wider(statement) : null;
    }

    @Override
    public void refused(WiderQuery query, SQLException refusal) {
        reads.refused(query, refusal);
    }

    @Override
    public <T extends @Nullable Object> T read(WiderQuery query, Call<T> widely, @Nullable Call<T> asWritten)
            throws SQLException {
        return reads.run(query, widely, asWritten);
    }

    @Override
    public @Nullable RowTracker track(
            AnalysedStatement statement,
            Parameters parameters,
            @Nullable WiderQuery query,
            RowUse use,
            ResultSet rows) {
        return on ? reads.track(statement, parameters, query, use, rows) : null;
    }

    @Override
    public void wroteUntracked(String how) {
        if (!on) {
            return;
        }
        transactions.alone().lock();
        try {
            session.conversation().begin();
            session.transaction().wrote();
            session.counts().unguarded(null, Unguarded.CURSOR.name(), how);
            session.tables().known().forEach(table -> session.trackers().overtakenBy(table, OwnWork.UNKNOWN));
            session.images().forgetAll(DropReason.UNKNOWN_EFFECT);
        } finally {
            transactions.alone().unlock();
        }
    }

    @Override
    public boolean hasRun(SQLException failure, boolean alone) {
        return session.dialect().hasRun(failure, session.transaction().inTransaction() && !alone);
    }

    @Override
    public long moment() {
        return session.trackers().moment();
    }

    @Override
    public long write(AnalysedStatement statement, Parameters parameters, WriteAttempt attempt) throws SQLException {
        transactions.alone().lock();
        try {
            session.conversation().begin();
            session.questions().begin(attempt);
            session.trackers().captureCurrentRows();
            session.queryTimeout(attempt.queryTimeout());
            if (refused.all()) {
                return refused.run(statement, attempt);
            }
            Intent intent = intents.of(statement, parameters);
            intents.count(intent);
            return run(intent, attempt);
        } finally {
            session.questions().end();
            transactions.alone().unlock();
        }
    }

    /**
     * Runs a write, and once more where the guard named what another program has dropped or altered and no transaction of the
     * application's is lost by that.
     */
    private long run(Intent intent, WriteAttempt attempt) throws SQLException {
        long generation = session.environment().catalog().generation();
        try {
            return writes.run(intent, attempt);
        } catch (SQLException raised) {
            boolean outdated = FoundTables.mayBeOutdated(raised)
                    && generation != session.environment().catalog().generation();
            if (!outdated || session.transaction().inTransaction() || attempt.ran() || attempt.refusal() != null) {
                throw raised;
            }
            return writes.run(intents.of(intent.statement(), intent.parameters()), attempt);
        }
    }

    @Override
    public long[] batch(List<BatchElement> elements, BatchAttempt attempt) throws SQLException {
        transactions.alone().lock();
        try {
            session.conversation().begin();
            session.questions().begin(attempt);
            return refused.all(elements) ? refused.run(elements, attempt) : batches.run(elements, attempt);
        } finally {
            session.questions().end();
            transactions.alone().unlock();
        }
    }

    @Override
    public void adding(AnalysedStatement statement) {
        transactions.alone().lock();
        try {
            if (on && session.transaction().inTransaction()) {
                session.conversation().begin();
                session.transaction().wrote();
                afterOther.adding((StatementPlan.Insert) statement.plan());
            }
        } finally {
            transactions.alone().unlock();
        }
    }

    @Override
    public <T> T add(AnalysedStatement statement, Call<T> call) throws SQLException {
        transactions.alone().lock();
        try {
            if (on) {
                session.beforeStatement();
            }
            adding(statement);
            return call.run();
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        } finally {
            transactions.alone().unlock();
        }
    }

    @Override
    public void failed(SQLException failure) {
        if (on && session.transaction().inTransaction()) {
            verdicts.onFailure(failure);
        }
    }

    @Override
    public <T extends @Nullable Object> T other(AnalysedStatement statement, Call<T> call) throws SQLException {
        transactions.alone().lock();
        try {
            if (!on) {
                return call.run();
            }
            session.conversation().begin();
            if (changesTables(statement)) {
                session.queries().clear();
            }
            return others.run(statement, call);
        } finally {
            transactions.alone().unlock();
        }
    }

    @Override
    public void commit(Action commit) throws SQLException {
        transactions.alone().lock();
        try {
            transactions.commit(commit);
        } finally {
            transactions.alone().unlock();
        }
    }

    @Override
    public void rollback(Action rollback) throws SQLException {
        transactions.alone().lock();
        try {
            transactions.rollback(rollback);
        } finally {
            transactions.alone().unlock();
        }
    }

    @Override
    public void setAutoCommit(boolean autoCommit, Action change) throws SQLException {
        transactions.alone().lock();
        try {
            transactions.setAutoCommit(autoCommit, change);
        } finally {
            transactions.alone().unlock();
        }
    }

    @Override
    public void branchBegins(BranchId branch) {
        session.branches().begins(branch);
    }

    @Override
    public void branchEnding() {
        transactions.beforeBranchEnds();
    }

    @Override
    public void branchLeft(BranchId branch) {
        session.branches().leaves(branch);
    }

    @Override
    public void branchCompleted(BranchId branch, BranchEnd end) {
        session.branches().completed(branch, end);
    }

    @Override
    public void savepointSet(Savepoint savepoint) throws SQLException {
        savepoints.set(savepoint);
    }

    @Override
    public void rollbackTo(Savepoint savepoint, Action rollback) throws SQLException {
        savepoints.rollbackTo(savepoint, rollback);
    }

    @Override
    public void release(Savepoint savepoint, Action release) throws SQLException {
        transactions.alone().lock();
        try {
            savepoints.release(savepoint, release);
        } finally {
            transactions.alone().unlock();
        }
    }

    @Override
    public void readOnly(boolean asked, Action change) throws SQLException {
        transactions.alone().lock();
        try {
            change.run();
            session.readOnly(asked);
        } finally {
            transactions.alone().unlock();
        }
    }

    @Override
    public void moved(@Nullable String catalog, @Nullable String schema) {
        session.moved(new Whereabouts(catalog, schema));
    }

    @Override
    public void rowsMayEnd(@Nullable RowTracker ending) {
        if (on && session.transaction().autoCommit()) {
            session.trackers().captureRowsThatEnd(ending);
        }
    }

    @Override
    public void sessionChanging() {
        if (on) {
            transactions.reading().lock();
            try {
                session.beforeStatement();
            } finally {
                transactions.reading().unlock();
            }
        }
    }

    @Override
    public void sessionChanged() {
        session.changed();
    }

    @Override
    public void setIsolation(Action change) throws SQLException {
        if (on) {
            transactions.setIsolation(change);
        } else {
            change.run();
        }
        session.changed();
    }

    @Override
    public void resetting() {
        session.queries().clear();
    }

    @Override
    public void reset() throws SQLException {
        if (on) {
            session.moved(Whereabouts.INITIAL);
            session.transaction().autoCommitByText();
        }
    }

    @Override
    public void unwrapped(Class<?> type) {
        session.counts().unwrapped(type);
    }

    @Override
    public void notClosed(SQLException failure) {
        session.counts().notClosed(failure);
    }

    @Override
    public boolean remembers() {
        return on && (session.conversation().id() != null || session.branches().remember());
    }

    @Override
    public boolean inTransaction() {
        return session.branches().inBranch() || session.transaction().inTransaction();
    }

    /** Result sets that the pool has yet to close, or the application to drop, tell the next borrower nothing either. */
    @Override
    public void returned() {
        session.conversation().bind(null);
        session.counts().returned(session.branches().forget());
    }

    @Override
    public void conversation(@Nullable String id) {
        session.conversation().bind(id);
    }

    @Override
    public @Nullable String conversation() {
        return session.conversation().id();
    }

    @Override
    public List<RowConflict> check() throws SQLException {
        if (!on) {
            return List.of();
        }
        transactions.alone().lock();
        try {
            session.conversation().begin();
            session.trackers().captureCurrentRows();
            return new EarlyCheck(session).run();
        } finally {
            transactions.alone().unlock();
        }
    }

    @Override
    public void ending() {
        if (on && Binding.isUsed()) {
            session.branches().captureForConversations();
        }
    }

    @Override
    public void closing() {
        session.queries().clear();
    }

    @Override
    public void closed() {
        session.conversation().bind(null);
        session.branches().clear();
        session.checked().clear();
        session.queries().forget();
    }
}
