package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.RowTracker;
import io.noclobber.internal.guard.RowUse;
import io.noclobber.internal.proxy.ProxyKind;
import io.noclobber.internal.sql.AnalysedStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose texts pass the guard. What follows an execution comes from an internal statement where a guarded text
 * has run. Confined to the threads that use the driver's own; {@code close} waits for nobody.
 */
public abstract class GuardedStatement extends TextStatement implements Guarded, ResultOwner {
    static final ProxyKind<Statement, Origin, GuardedStatement> KIND =
            new ProxyKind<>(GuardedStatement.class, Statement.class, Origin.class);

    final Results results;
    private @Nullable Batch batch;
    private boolean handsBatch;
    private boolean closesOnCompletion;
    private volatile boolean closed;

    /** A guarded write is at work here, perhaps by another statement than the driver's own. */
    private volatile boolean writing;

    protected GuardedStatement(Statement delegate, Origin origin) {
        super(delegate, origin);
        this.results = new Results(this);
    }

    @Override
    final Results results() {
        return results;
    }

    @Override
    public final GuardedConnection connection() {
        return origin.connection();
    }

    @Override
    final Execution perform(@Nullable String sql, Form form, KeysRequest keys) throws SQLException {
        return perform(Execution.of(this, sql, form, keys));
    }

    /** Runs what {@code execution} describes; afterwards it holds what the application gets. */
    final Execution perform(Execution execution) throws SQLException {
        if (execution.asksInVain()) {
            return performInVain(execution);
        }
        results.end();
        AnalysedStatement analysed = execution.analysed;
        RowTracker tracker = null;
        switch (guard().route(analysed)) {
            case READ -> {
                ResultSet rows = read(execution);
                tracker = rows == null ? null : track(execution, rows);
            }
            case WRITE -> write(execution);
            case OTHER -> {
                connection().other(analysed);
                guard().other(analysed, execution);
            }
            case DIRECT -> add(execution);
        }
        if (execution.complaint != null) {
            results.failed(execution);
            throw execution.complaint;
        }
        results.take(execution, tracker);
        return execution;
    }

    /** The driver refuses before it does anything, so what the statement ran before stays as it is. */
    private Execution performInVain(Execution execution) throws SQLException {
        execution.runAlone();
        // it has not refused, and nobody knows what it has written
        results.end();
        guard().wroteUntracked("what the driver was to refuse");
        results.ran(delegate, false);
        results.take(execution, null);
        return execution;
    }

    /** Begins to follow the rows of a query. */
    final @Nullable RowTracker track(Execution execution, ResultSet rows) {
        RowUse use = origin.cursors() == null ? RowUse.SHOWN : origin.cursors().use();
        RowTracker tracker = guard().track(execution.analysed, execution.parameters, execution.wider, use, rows);
        if (tracker != null && maxFieldSize() > 0) {
            tracker.cuts(maxFieldSize());
        }
        if (tracker != null) {
            tracker.opened(execution.opened);
        }
        return tracker;
    }

    private @Nullable ResultSet read(Execution execution) throws SQLException {
        try {
            return guard().reading(execution.analysed, execution::read);
        } catch (SQLException failure) {
            results.failed(execution);
            failed(failure);
            throw failure;
        }
    }

    private void write(Execution execution) throws SQLException {
        if (refusesUse()) {
            execution.run(); // which the driver refuses; of one that does not, nobody knows what it has written
            guard().wroteUntracked("what the driver was to refuse");
            return;
        }
        writing = true;
        try {
            execution.count = guard().write(execution.analysed, execution.parameters, execution);
        } finally {
            written();
        }
    }

    /** Whoever has closed the statement meanwhile has left the rest to this thread. */
    private void written() {
        writing = false;
        if (closed) {
            results.close();
            forget();
        }
    }

    private long[] runBatch(boolean large) throws SQLException {
        results.end();
        Batch elements = batch();
        writing = true;
        try {
            return elements.execute(large);
        } finally {
            written();
        }
    }

    /** Whether another thread has closed the statement while it was running. */
    final boolean isClosedMeanwhile() {
        return closed;
    }

    private void add(Execution execution) throws SQLException {
        try {
            guard().add(execution.analysed, execution);
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    final boolean givesUpdatableRows() {
        CursorKind cursors = origin.cursors();
        return cursors != null && cursors.updatable();
    }

    final GuardedResultSet wrap(ResultSet rows) {
        return origin.connection().wrap(rows, this);
    }

    /** A method of the driver's own interface is about to run a statement: what that writes is as unseen as by an unwrapped one. */
    protected final void passedBy(Class<?> type) {
        guard().unwrapped(type);
    }

    /** Whatever result set a forwarded method gives back is ours too. */
    protected final @Nullable ResultSet adopt(@Nullable ResultSet rows) {
        return rows == null ? null : wrap(rows);
    }

    /**
     * Whether the driver has something to say about any use. It is not asked without need: Derby's statements behave
     * otherwise once they were asked on a connection that has broken down.
     */
    final boolean isGone() throws SQLException {
        return closed || connection().isEnded() || closesOnCompletion && delegate.isClosed();
    }

    /** Whether the driver is to refuse what is asked of this statement, or does what nobody can guard. */
    private boolean refusesUse() throws SQLException {
        return isGone() && !(guard().driver().runsClosedStatements() && origin.prepared() == null);
    }

    /** Whether the driver has elements of the batch already. */
    final boolean handsBatch() {
        return handsBatch;
    }

    final void handsBatch(boolean hands) {
        handsBatch = hands;
    }

    final Batch batch() {
        if (batch == null) {
            batch = new Batch(this);
        }
        return batch;
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        if (sql == null || refusesUse()) {
            delegate.addBatch(sql);
            return;
        }
        AnalysedStatement analysed = guard().analyse(sql);
        batch().add(analysed, Execution.parameters(this, analysed));
    }

    @Override
    public final void clearBatch() throws SQLException {
        batch().giveUp();
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        return Batch.narrow(runBatch(false));
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        return runBatch(true);
    }

    @Override
    public final @Nullable Connection getConnection() throws SQLException {
        return delegate.getConnection() == null ? null : connection();
    }

    @Override
    public final @Nullable Statement statementOf(ResultSet rows) throws SQLException {
        return rows.getStatement() == null ? null : this;
    }

    @Override
    public final void closeOnCompletion() throws SQLException {
        delegate.closeOnCompletion();
        // HSQLDB takes it and does nothing
        closesOnCompletion = delegate.isCloseOnCompletion();
    }

    final boolean closesOnCompletion() {
        return closesOnCompletion;
    }

    @Override
    public final void released(GuardedResultSet rows) throws SQLException {
        if (closesOnCompletion && results.ran() != delegate) {
            close();
        }
    }

    @Override
    public final void close() throws SQLException {
        closed = true;
        boolean inUse = writing;
        try {
            if (inUse) {
                results.closeRunning();
            } else {
                results.close();
            }
        } finally {
            close(inUse);
        }
    }

    private void close(boolean inUse) throws SQLException {
        if (guard().driver().endOfRowsCommits()) {
            guard().rowsMayEnd(null);
        }
        try {
            delegate.close();
        } finally {
            if (!inUse) {
                forget();
            }
        }
    }

    private void forget() {
        batch = null;
        closeInternals();
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        return connection().unwrap(this, delegate, type);
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        return Delegates.wraps(this, delegate, type);
    }

    @Override
    public final String toString() {
        return "noclobber[" + delegate + ']';
    }
}
