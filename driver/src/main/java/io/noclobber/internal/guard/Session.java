package io.noclobber.internal.guard;

import io.noclobber.config.Settings;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conflict.RowConflict;
import io.noclobber.conflict.TransactionState;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.internal.image.Memory;
import io.noclobber.internal.image.RowImages;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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

    FoundTables tables() {
        return tables;
    }

    BoundPlans plans() {
        return plans;
    }

    /** Whether there may be two images of one row, under different spellings of its key. */
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

    /** A statement is about to run: on some databases it commits what others of the connection read, which ends their cursors. */
    void beforeStatement() {
        if (!dialect().statementsEndUpdatableCursors() || !transaction().autoCommit()) {
            return;
        }
        if (dialect().statementsCommitRows()) {
            trackers().captureCurrentRows();
        } else {
            trackers().captureRowsThatEnd(null);
        }
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
