package io.noclobber.internal.guard;

import io.noclobber.config.Settings;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conflict.TransactionState;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.Memory;
import io.noclobber.internal.image.RowImages;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.Identifier;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one guarded connection that its parts share: what is open, what is remembered, in which
 * transaction. Safe for the use that the connection itself is safe for.
 */
final class Session {
    private final Environment environment;
    private final Connection raw;
    private final Branches branches;
    private final BoundConversation conversation;
    private final CheckedRows checked = new CheckedRows();
    private final Counts counts;
    private final FoundTables tables;
    private final BoundPlans plans;
    private final Isolation isolation;
    private final WriteAccess access;
    private final KeptQueries queries;
    private final Questions questions = new Questions();
    private volatile int queryTimeout;
    private volatile Whereabouts whereabouts = Whereabouts.INITIAL;

    Session(Environment environment, Connection raw, Memory memory, Counts counts) throws SQLException {
        this.environment = environment;
        this.raw = raw;
        this.counts = counts;
        TransactionMode mode = TransactionMode.of(environment, raw, memory, counts);
        this.branches = new Branches(environment, raw, counts, new Unit(memory, mode));
        this.conversation = new BoundConversation(environment, branches, counts);
        this.access = new WriteAccess(raw, environment.dialect(), counts);
        this.tables = new FoundTables(environment, raw, this::images, counts);
        this.plans = new BoundPlans(environment, tables, counts);
        this.isolation = new Isolation(environment.dialect(), raw);
        // where statements reach into the rows of others, and stand in the way of DDL, none is left idle
        boolean keeps = !environment.dialect().statementsCloseRows();
        this.queries = new KeptQueries(raw, environment.catalog()::generation, keeps, counts::notClosed);
    }

    Environment environment() {
        return environment;
    }

    Settings settings() {
        return environment.settings();
    }

    Dialect dialect() {
        return environment.dialect();
    }

    Connection raw() {
        return raw;
    }

    Branches branches() {
        return branches;
    }

    BoundConversation conversation() {
        return conversation;
    }

    /** What the connection works for now. */
    Unit unit() {
        return branches.current();
    }

    /** What is known of rows, in the work that is being done. */
    RowImages images() {
        return unit().images();
    }

    Memory memory() {
        return unit().memory();
    }

    /** The exception for rows that somebody else has changed. */
    ConcurrencyConflictException refuse(List<RowConflict> rows, TransactionState state) {
        ConcurrencyConflictException conflict = environment.conflicts().refuse(rows, state, true, null);
        counts.refused(conflict);
        return conflict;
    }

    Trackers trackers() {
        return unit().trackers();
    }

    Unverified unverified() {
        return unit().unverified();
    }

    TransactionMode transaction() {
        return unit().transaction();
    }

    CheckedRows checked() {
        return checked;
    }

    Counts counts() {
        return counts;
    }

    KeptQueries queries() {
        return queries;
    }

    Questions questions() {
        return questions;
    }

    long millis() {
        return environment.clock().millis();
    }

    SecondLook secondLook() {
        return new SecondLook(environment.second(), settings().diffTimeout(), whereabouts);
    }

    BoundRead bind(
            StatementPlan.Read plan, AnalysedStatement statement, @Nullable HiddenColumns hidden, ResultSet rows) {
        return plans.bind(plan, statement, hidden == null ? HiddenColumns.NONE : hidden, rows);
    }

    /** Whether nothing must be asked of the database to know what the columns of {@code plan} are. */
    boolean isBound(StatementPlan.Read plan) {
        return plans.isBound(plan);
    }

    HiddenColumns hidden(StatementPlan.Read plan) {
        return plans.hidden(plan);
    }

    void refused(StatementPlan.Read plan, HiddenColumns hidden) {
        plans.refused(plan, hidden);
    }

    BoundWrite bind(StatementPlan.Write plan) {
        return plans.bind(plan);
    }

    @Nullable TableName target(StatementPlan.Insert insert) {
        return plans.target(insert);
    }

    @Nullable Table find(List<Identifier> path) {
        return tables.find(path);
    }

    Collection<TableName> knownTables() {
        return tables.known();
    }

    @Nullable Table known(TableName name) {
        return tables.known(name);
    }

    List<TableName> cascades(Table table) {
        return tables.cascades(table);
    }

    void spelled(TableName table) {
        tables.spelled(table);
    }

    boolean isSpelled(TableName table) {
        // another connection of the conversation may have spelled a key in another way
        return tables.isSpelled(table) || memory().converses();
    }

    int isolation() throws SQLException {
        return isolation.level();
    }

    NativeSignal signal(SQLException raised) {
        return isolation.signal(raised);
    }

    /** A guard named what is not there: another program may have changed the table since it was read. */
    void doubtCatalog(SQLException raised) {
        if (mayBeOfCatalog(raised)) {
            environment.catalog().invalidate();
        }
    }

    /** Whether the database knows something that a text names not, or by another type. */
    static boolean mayBeOfCatalog(SQLException raised) {
        String state = raised.getSQLState();
        return state != null && state.startsWith("42");
    }

    /** Whether images outlive the transaction, so that they must be right after it. */
    boolean outlivesTransaction() {
        return images().outlivesTransaction();
    }

    /** Whether DDL ends the transaction in which it runs. */
    boolean definitionCommits() {
        try {
            return raw.getMetaData().dataDefinitionCausesTransactionCommit();
        } catch (SQLException unknown) {
            counts.catalogFailed("whether DDL commits", unknown);
            return true;
        }
    }

    WriteAccess access() {
        return access;
    }

    /** How many seconds the application lets its running write take; 0 for as long as it likes. */
    int queryTimeout() {
        return queryTimeout;
    }

    void queryTimeout(int seconds) {
        queryTimeout = seconds;
    }

    /**
     * Whether what is read is remembered. A connection that only reads has no use for it, but a conversation has: it writes
     * on another.
     */
    boolean tracks() {
        return access.mayWrite() || memory().converses();
    }

    /** The application has said that it only reads, whatever the driver makes of that: some ignore it. */
    void readOnly(boolean asked) {
        access.readOnly(asked);
        changed();
    }

    /** The application has gone to another catalog or schema. */
    void moved(Whereabouts to) {
        whereabouts = to;
        changed();
    }

    /** The isolation, schema, catalog or read-only flag may be another one. */
    void changed() {
        tables.renamed();
        isolation.changed();
        plans.forget();
        queries.clear();
        access.changed();
    }
}
