package io.noclobber.internal.jdbc;

import io.noclobber.conflict.RowConflict;
import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.pool.KnownPool.Call;
import io.noclobber.internal.proxy.ProxyKind;
import io.noclobber.internal.proxy.ProxyMaker;
import io.noclobber.internal.sql.AnalysedStatement;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose statements pass a guard. As safe for threads as the driver's own;
 * {@code close} and {@code abort} wait for nobody.
 */
public abstract class GuardedConnection implements Connection, Guarded {
    static final ProxyKind<Connection, Door, GuardedConnection> KIND =
            new ProxyKind<>(GuardedConnection.class, Connection.class, Door.class);

    /** The client info that binds the connection to a conversation. */
    public static final String CONVERSATION = "noclobber.conversation";

    protected final Connection delegate;
    final ConnectionGuard guard;
    final IdleStatements idle;
    private final ClientInfo clientInfo;
    private final Lease lease;
    private final ConnectionEnd end;

    /** What names mean now. Volatile because statements of several threads look at it. */
    volatile SessionNames names = SessionNames.INITIAL;

    private final StatementMaker statements;
    private final ProxyMaker<ResultSet, ResultOwner, GuardedResultSet> results =
            new ProxyMaker<>(GuardedResultSet.KIND);
    private final ProxyMaker<DatabaseMetaData, GuardedConnection, GuardedMetaData> metaDatas =
            new ProxyMaker<>(GuardedMetaData.KIND);
    private @Nullable GuardedMetaData metaData;

    protected GuardedConnection(Connection delegate, Door door) {
        this.delegate = delegate;
        this.guard = door.guard();
        this.clientInfo = new ClientInfo(delegate, guard, door.pool());
        this.lease = new Lease(door.pool(), guard);
        this.idle = new IdleStatements(guard);
        this.end = new ConnectionEnd(delegate, door, idle);
        this.statements = new StatementMaker(this);
    }

    final GuardedResultSet wrap(ResultSet rows, ResultOwner owner) {
        return rows instanceof GuardedResultSet ours ? ours : results.make(rows, owner);
    }

    /** Whatever connection a forwarded method gives back: our own delegate comes back as this. */
    protected final @Nullable Connection adopt(@Nullable Connection other) {
        return other == delegate ? this : other;
    }

    /** Whatever statement a forwarded method gives back is guarded too. */
    protected final @Nullable Statement adopt(@Nullable Statement statement) {
        return statement == null || statement instanceof Guarded ? statement : statements.plain(statement);
    }

    /** A call to the driver failed that the guard did not run: the transaction may be no more. */
    protected final void failed(SQLException failure) {
        guard.failed(failure);
    }

    /** For what is called too rarely for its handler to be written out. */
    private <T extends @Nullable Object> T heard(ConnectionGuard.Call<T> call) throws SQLException {
        try {
            return call.run();
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    private void heardDoing(ConnectionGuard.Action action) throws SQLException {
        try {
            action.run();
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable Statement createStatement() throws SQLException {
        return statements.plain(delegate.createStatement());
    }

    @Override
    public final @Nullable Statement createStatement(int type, int concurrency) throws SQLException {
        return statements.plain(delegate.createStatement(type, concurrency), new CursorKind(type, concurrency, 0));
    }

    @Override
    public final @Nullable Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        Statement made = delegate.createStatement(type, concurrency, holdability);
        return statements.plain(made, new CursorKind(type, concurrency, holdability));
    }

    @Override
    public final @Nullable PreparedStatement prepareStatement(String sql) throws SQLException {
        return statements.prepare(sql, KeysRequest.NONE);
    }

    @Override
    public final @Nullable PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
        return statements.prepare(sql, new KeysRequest.Flag(keys));
    }

    @Override
    public final @Nullable PreparedStatement prepareStatement(String sql, int[] keys) throws SQLException {
        return statements.prepare(sql, new KeysRequest.Indexes(keys));
    }

    @Override
    public final @Nullable PreparedStatement prepareStatement(String sql, String[] keys) throws SQLException {
        return statements.prepare(sql, new KeysRequest.Names(keys));
    }

    @Override
    public final @Nullable PreparedStatement prepareStatement(String sql, int type, int concurrency)
            throws SQLException {
        return statements.prepare(sql, new CursorKind(type, concurrency, 0, RowSetWriter.prepares(type, concurrency)));
    }

    @Override
    public final @Nullable PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return statements.prepare(sql, new CursorKind(type, concurrency, holdability));
    }

    @Override
    public final @Nullable CallableStatement prepareCall(String sql) throws SQLException {
        return statements.call(sql, null, driver -> driver.prepareCall(sql));
    }

    @Override
    public final @Nullable CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        CursorKind cursors = new CursorKind(type, concurrency, 0);
        return statements.call(sql, cursors, driver -> driver.prepareCall(sql, type, concurrency));
    }

    @Override
    public final @Nullable CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        CursorKind cursors = new CursorKind(type, concurrency, holdability);
        return statements.call(sql, cursors, driver -> driver.prepareCall(sql, type, concurrency, holdability));
    }

    @Override
    public final void commit() throws SQLException {
        guard.commit(delegate::commit);
    }

    @Override
    public final void rollback() throws SQLException {
        heardDoing(() -> guard.rollback(delegate::rollback));
    }

    @Override
    public final void rollback(Savepoint savepoint) throws SQLException {
        heardDoing(() -> guard.rollbackTo(savepoint, () -> delegate.rollback(savepoint)));
    }

    @Override
    public final Savepoint setSavepoint() throws SQLException {
        return set(heard(() -> delegate.setSavepoint()));
    }

    @Override
    public final Savepoint setSavepoint(String name) throws SQLException {
        return set(heard(() -> delegate.setSavepoint(name)));
    }

    private Savepoint set(Savepoint savepoint) throws SQLException {
        guard.savepointSet(savepoint);
        return savepoint;
    }

    @Override
    public final void releaseSavepoint(Savepoint savepoint) throws SQLException {
        heardDoing(() -> guard.release(savepoint, () -> delegate.releaseSavepoint(savepoint)));
    }

    @Override
    public final void setAutoCommit(boolean autoCommit) throws SQLException {
        heardDoing(() -> guard.setAutoCommit(autoCommit, () -> delegate.setAutoCommit(autoCommit)));
    }

    @Override
    public final void setSchema(String schema) throws SQLException {
        guard.sessionChanging();
        heardDoing(() -> delegate.setSchema(schema));
        names = names.inSchema(schema);
        idle.clear();
        guard.moved(names.catalog(), names.schema());
    }

    @Override
    public final void setCatalog(String catalog) throws SQLException {
        guard.sessionChanging();
        heardDoing(() -> delegate.setCatalog(catalog));
        names = names.inCatalog(catalog);
        idle.clear();
        guard.moved(names.catalog(), names.schema());
    }

    @Override
    public final void setTransactionIsolation(int level) throws SQLException {
        heardDoing(() -> guard.setIsolation(() -> delegate.setTransactionIsolation(level)));
    }

    @Override
    public final void setReadOnly(boolean readOnly) throws SQLException {
        heardDoing(() -> guard.readOnly(readOnly, () -> delegate.setReadOnly(readOnly)));
    }

    @Override
    public final void clearWarnings() throws SQLException {
        lease.called(Call.CLEAR_WARNINGS);
        try {
            delegate.clearWarnings();
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable SQLWarning getWarnings() throws SQLException {
        lease.called(Call.GET_WARNINGS);
        try {
            return delegate.getWarnings();
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final void beginRequest() throws SQLException {
        lease.requestBegins();
        heardDoing(delegate::beginRequest);
    }

    @Override
    public final void endRequest() throws SQLException {
        lease.requestEnds();
        if (!RequestEnd.resets(delegate)) {
            heardDoing(delegate::endRequest);
            return;
        }
        idle.clear();
        guard.resetting();
        heardDoing(delegate::endRequest);
        names = names.afterText();
        guard.reset();
    }

    /** The rows that were read and that others have changed since. */
    public final List<RowConflict> check() throws SQLException {
        return guard.check();
    }

    @Override
    public final void setClientInfo(@Nullable String name, @Nullable String value) throws SQLClientInfoException {
        try {
            clientInfo.set(name, value);
        } catch (SQLClientInfoException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final void setClientInfo(@Nullable Properties properties) throws SQLClientInfoException {
        try {
            clientInfo.set(properties);
        } catch (SQLClientInfoException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final @Nullable String getClientInfo(@Nullable String name) throws SQLException {
        return heard(() -> clientInfo.get(name));
    }

    @Override
    public final @Nullable Properties getClientInfo() throws SQLException {
        return heard(() -> clientInfo.get());
    }

    /** A pool that may not have said when the last borrower gave it back lends it again. */
    final void borrowed() {
        lease.begins();
    }

    /** Before a statement that is neither a query nor a guarded write. */
    final void other(AnalysedStatement statement) {
        if (guard.changesTables(statement)) {
            idle.clear();
        }
        if (guard.changesNames(statement)) {
            names = names.afterText();
        }
    }

    @Override
    public final @Nullable DatabaseMetaData getMetaData() throws SQLException {
        DatabaseMetaData driver = delegate.getMetaData();
        GuardedMetaData known = metaData;
        if (driver == null) {
            return null;
        }
        if (known == null || known.delegate != driver) {
            known = metaDatas.make(driver, this);
            metaData = known;
        }
        return known;
    }

    @Override
    public final void close() throws SQLException {
        end.close();
    }

    @Override
    public final void abort(Executor executor) throws SQLException {
        end.abort(executor);
    }

    /** A connection that was lost fails to close, and is closed for all that. */
    final void endIfClosed() {
        end.endIfClosed();
    }

    /** Whether it is closed, or lost, and nothing of it is remembered. */
    final boolean isEnded() {
        return end.isOver();
    }

    /** From here on {@code statements} learns what is prepared. */
    final void know(@Nullable KnownStatements statements) {
        this.statements.know(statements);
    }

    /** Nothing of it is remembered from here on. */
    final void end() {
        end.end();
    }

    /** {@link Wrapper#unwrap} for an object of this connection. The guard is told what leaves its sight. */
    final <T> T unwrap(Object wrapper, Wrapper driver, Class<T> type) throws SQLException {
        T unwrapped = Delegates.unwrap(wrapper, driver, type);
        if (unwrapped != wrapper) {
            guard.unwrapped(type);
        }
        return unwrapped;
    }

    /** A method of the driver's own interface is about to run a statement: what that writes is as unseen as by an unwrapped one. */
    protected final void passedBy(Class<?> type) {
        guard.unwrapped(type);
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        return unwrap(this, delegate, type);
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        // another copy of these classes asks by its own mark, so that nothing is guarded twice
        return GuardedConnections.isMark(type) || Delegates.wraps(this, delegate, type);
    }

    @Override
    public final String toString() {
        return "noclobber[" + delegate + ']';
    }
}
