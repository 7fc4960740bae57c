package io.noclobber.internal.guard;

import io.noclobber.conflict.RowConflict;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The guard of one connection. The JDBC layer tells it everything that happens on the connection and
 * sends what it answers. Safe for the use that the connection itself is safe for.
 */
public interface ConnectionGuard {

    /** What is known of a text; cached by text. Never fails. */
    AnalysedStatement analyse(String text);

    /** Whether the parameters of {@code statement} must be recorded at their setters, because a key or a guard may need them. */
    boolean needsParameters(AnalysedStatement statement);

    /** Whether {@code statement} must be run by {@link #write}; everything else by {@link #other} or, for reads and inserts, directly. */
    boolean guards(AnalysedStatement statement);

    /** How a statement is run. */
    enum Route {
        /** Directly; then its rows are offered to {@link #track}. */
        READ,
        /** By {@link #write}. */
        WRITE,
        /** By {@link #other}. */
        OTHER,
        /** Directly, after {@link #adding}: it only adds rows. */
        DIRECT
    }

    /** Which of the methods below runs {@code statement}. */
    default Route route(AnalysedStatement statement) {
        if (statement.plan() instanceof StatementPlan.Read) {
            return Route.READ;
        }
        if (statement.plan() instanceof StatementPlan.Insert) {
            return Route.DIRECT;
        }
        return guards(statement) ? Route.WRITE : Route.OTHER;
    }

    /** Whether tables may be other ones after {@code statement}, so that what was prepared before is prepared anew. */
    default boolean changesTables(AnalysedStatement statement) {
        StatementPlan plan = statement.plan();
        return plan instanceof StatementPlan.Definition
                || plan instanceof StatementPlan.SessionSetting
                || plan instanceof StatementPlan.Call
                || plan instanceof StatementPlan.Unanalysed;
    }

    /** Whether unqualified names may mean other tables after {@code statement}. */
    default boolean changesNames(AnalysedStatement statement) {
        if (!(statement.plan() instanceof StatementPlan.SessionSetting)) {
            return false;
        }
        String text = statement.text().toUpperCase(Locale.ROOT);
        return text.contains("SCHEMA")
                || text.contains("SEARCH_PATH")
                || text.contains("DATABASE")
                || text.contains("CATALOG")
                || text.stripLeading().startsWith("USE");
    }

    /** What the driver does with its own statements. */
    DriverHabits driver();

    /** A statement is about to be prepared. Costs next to nothing where that leaves open rows alone. */
    default void preparing() {}

    /**
     * Runs a query while no other thread writes. Costs next to nothing where the database lets us ask it later, while the
     * rows are open.
     */
    default <T extends @Nullable Object> T reading(AnalysedStatement statement, Call<T> call) throws SQLException {
        return call.run();
    }

    /**
     * The same query with more columns behind those that the application selects, which it must not see.
     *
     * @return {@code null} when it is sent as it is
     */
    default @Nullable WiderQuery wider(AnalysedStatement statement) {
        return null;
    }

    /** The database has refused to prepare a wider query; the application's own text is prepared instead. */
    default void refused(WiderQuery query, SQLException refusal) {}

    /**
     * Runs a query in its wider form, or as the application wrote it where the database refuses the wider form.
     *
     * @param asWritten {@code null} where only the wider form has its parameters
     */
    default <T extends @Nullable Object> T read(WiderQuery query, Call<T> wider, @Nullable Call<T> asWritten)
            throws SQLException {
        return wider.run();
    }

    /**
     * Begins to follow the rows of a query.
     *
     * @param wider in which form it ran, {@code null} for as the application wrote it
     * @param use what the rows are read for
     * @return {@code null} when nothing of it is tracked
     */
    @Nullable RowTracker track(
            AnalysedStatement statement, Parameters parameters, @Nullable WiderQuery wider, RowUse use, ResultSet rows);

    /** Now, as own writes tell it: a result that is asked for later than it was opened is {@link RowTracker#opened} then. */
    default long moment() {
        return 0;
    }

    /**
     * Whether a statement has run, and its driver only says that another method should have been called for it.
     *
     * @param alone whether a transaction was made around it
     */
    default boolean hasRun(SQLException failure, boolean alone) {
        return false;
    }

    /** Rows of a result that is not tracked have been written through its cursor, by the method {@code how}. */
    default void wroteUntracked(String how) {}

    /**
     * Runs an UPDATE or DELETE under guard.
     *
     * @return the count for the application
     * @throws SQLException a conflict, or the driver's own exception
     */
    long write(AnalysedStatement statement, Parameters parameters, WriteAttempt attempt) throws SQLException;

    /** One element of a batch. */
    record BatchElement(AnalysedStatement statement, Parameters parameters) {}

    /**
     * Runs a batch whose elements may be guarded or not.
     *
     * @return the counts for the application
     * @throws java.sql.BatchUpdateException with exact counts when an element failed or was refused
     */
    long[] batch(List<BatchElement> elements, BatchAttempt attempt) throws SQLException;

    /** An INSERT, or a batch of them, is about to run. Costs next to nothing. */
    void adding(AnalysedStatement statement);

    /** Runs what {@link #adding} says, while no other thread writes. */
    default <T> T add(AnalysedStatement statement, Call<T> call) throws SQLException {
        adding(statement);
        return call.run();
    }

    /**
     * A call to the driver failed that is run by none of these methods: a query, an INSERT, a cursor, metadata. The
     * database may have rolled the transaction back by that.
     */
    void failed(SQLException failure);

    /** A call to the driver that gives a result. */
    interface Call<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    /** Runs anything that is neither a tracked query nor a guarded write: DDL, calls, inserts, transaction text, what was not understood. */
    <T extends @Nullable Object> T other(AnalysedStatement statement, Call<T> call) throws SQLException;

    /** A call to the driver that gives nothing. */
    interface Action {
        void run() throws SQLException;
    }

    void commit(Action commit) throws SQLException;

    void rollback(Action rollback) throws SQLException;

    void setAutoCommit(boolean autoCommit, Action change) throws SQLException;

    /** The connection works for a branch of a distributed transaction from here on, for the first time or again. */
    default void branchBegins(BranchId branch) {}

    /** The work for a branch is about to end or to be suspended; it still has its locks. */
    default void branchEnding() {}

    /** The connection works for a branch no more, for now or for good. */
    default void branchLeft(BranchId branch) {}

    /** A branch was completed, through this connection or another one, whether or not this one has worked for it. From any thread. */
    default void branchCompleted(BranchId branch, BranchEnd end) {}

    void savepointSet(Savepoint savepoint) throws SQLException;

    void rollbackTo(Savepoint savepoint, Action rollback) throws SQLException;

    void release(Savepoint savepoint, Action release) throws SQLException;

    /**
     * The application has gone to another catalog or schema.
     *
     * @param catalog {@code null} where it has named none so far
     * @param schema {@code null} where it has named none so far
     */
    default void moved(@Nullable String catalog, @Nullable String schema) {
        sessionChanged();
    }

    /**
     * A result may be about to end, and others with it ({@link DriverHabits#endOfRowsCommits}).
     *
     * @param ending who follows it, {@code null} where nobody does or does any longer
     */
    default void rowsMayEnd(@Nullable RowTracker ending) {}

    /** The session is about to be changed through the connection, for which some drivers run a statement. */
    default void sessionChanging() {}

    /** The isolation or read-only flag was changed through the connection. */
    void sessionChanged();

    /** Sets the isolation by {@code change}, for which some databases commit. */
    default void setIsolation(Action change) throws SQLException {
        sessionChanging();
        change.run();
        sessionChanged();
    }

    /** The driver is about to put the connection back as it was opened, which ends all statements: what the guard has open is closed before. */
    default void resetting() {}

    /** It has done so. */
    default void reset() throws SQLException {}

    /** The application will only read from here on, or write again: what it only reads is not remembered. */
    void readOnly(boolean asked, Action change) throws SQLException;

    /** The application took {@code type} of the driver's own from behind the guard: what it writes by that is not seen. */
    default void unwrapped(Class<?> type) {}

    /** A statement that ran a guarded text could not be closed; the connection closes it when it ends. */
    default void notClosed(SQLException failure) {}

    /** Whether anything is remembered that would meet the writes of a next borrower. Costs next to nothing. */
    default boolean remembers() {
        return false;
    }

    /** Whether a transaction is open, or may be. Costs next to nothing. */
    default boolean inTransaction() {
        return false;
    }

    /** The connection went back to its pool: what its borrower has read is nothing to the next. */
    default void returned() {}

    /** The work of the connection is for the conversation {@code id}, whatever its threads work for; {@code null} ends that. */
    default void conversation(@Nullable String id) {}

    /** The conversation that the connection itself is bound to, or {@code null}. */
    default @Nullable String conversation() {
        return null;
    }

    /** The rows that were read and that others have changed since. */
    default List<RowConflict> check() throws SQLException {
        return List.of();
    }

    /** The connection is about to be closed, while its cursors still show their rows. Waits for nobody. */
    default void ending() {}

    /** The connection is about to be closed, and what the guard has open on it is to be closed before. */
    default void closing() {}

    /** The connection is closed or aborted: nothing of it is remembered. */
    void closed();
}
