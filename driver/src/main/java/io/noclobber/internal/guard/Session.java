package io.noclobber.internal.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.noclobber.config.Scope;
import io.noclobber.config.Settings;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialect.NativeSignal;
import io.noclobber.dialect.Dialect.TextBegin;
import io.noclobber.internal.catalog.Lookup;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.ImageStore;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.Identifier;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The state of one guarded connection that its parts share: what is open, what is remembered, in which
 * transaction. Safe for the use that the connection itself is safe for.
 */
final class Session {
    private static final int REMEMBERED_PLANS = 500;
    private static final int UNKNOWN_ISOLATION = -1;

    private final Environment environment;
    private final Connection raw;
    private final ImageStore images;
    private final Trackers trackers = new Trackers();
    private final Counts counts;
    private final Binder binder;
    private final Cache<StatementPlan, BoundRead> reads = plans();
    private final Cache<StatementPlan, BoundWrite> writes = plans();
    private final Cache<StatementPlan, List<String>> unexpected = plans();
    private final Cache<StatementPlan, Optional<TableName>> inserts = plans();
    private final ReentrantLock catalogLock = new ReentrantLock();
    private final Lookup lookup;
    private final Map<TableName, Table> tables = new ConcurrentHashMap<>();
    private final Set<TableName> spelled = ConcurrentHashMap.newKeySet();
    private volatile boolean lookupFailed;
    private volatile long generation;
    private volatile int isolation = UNKNOWN_ISOLATION;
    private volatile boolean autoCommit;
    private volatile boolean begunByText;
    private volatile boolean maybeBegun;
    private volatile boolean wroteInTransaction;
    private volatile boolean definedInTransaction;
    private volatile boolean readOnly;

    Session(Environment environment, Connection raw, ImageStore images, Counts counts) throws SQLException {
        this.environment = environment;
        this.raw = raw;
        this.images = images;
        this.counts = counts;
        this.binder = new Binder(this::find, environment.settings(), counts::uncomparable);
        this.autoCommit = raw.getAutoCommit();
        this.readOnly = raw.isReadOnly();
        this.generation = environment.catalog().generation();
        this.lookup = new Lookup(environment.settings()::key);
        images.autoCommit(autoCommit);
    }

    /** Plans are compared by identity: the analyser hands out one instance a shape. */
    private static <T> Cache<StatementPlan, T> plans() {
        return Caffeine.newBuilder()
                .weakKeys()
                .maximumSize(REMEMBERED_PLANS)
                .executor(Runnable::run)
                .build();
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

    ImageStore images() {
        return images;
    }

    Trackers trackers() {
        return trackers;
    }

    Counts counts() {
        return counts;
    }

    long millis() {
        return environment.clock().millis();
    }

    SecondLook secondLook() {
        return new SecondLook(environment.second(), settings().diffTimeout());
    }

    /** What the columns of a result are. Where it is not what the catalog says, that is read anew, once for each such result. */
    BoundRead bind(StatementPlan.Read plan, AnalysedStatement statement, ResultSet rows) {
        forgetOldPlans();
        BoundRead known = reads.getIfPresent(plan);
        try {
            if (known != null && known.fits(rows)) {
                return known;
            }
            boolean star = plan.items().stream().anyMatch(StatementPlan.SelectItem.Star.class::isInstance);
            return bind(plan, statement, star ? BoundRead.labels(rows) : List.of());
        } catch (SQLException unknown) {
            counts.unexpectedColumns(statement.text());
            return BoundRead.NOTHING;
        }
    }

    private BoundRead bind(StatementPlan.Read plan, AnalysedStatement statement, List<String> labels) {
        lookupFailed = false;
        BoundRead bound = binder.bind(plan, statement.text(), labels, true);
        if (bound.isUnexpected() && !labels.equals(unexpected.getIfPresent(plan))) {
            unexpected.put(plan, labels);
            environment.catalog().invalidate();
            forgetOldPlans();
            bound = binder.bind(plan, statement.text(), labels, true);
        }
        if (bound.isUnexpected()) {
            bound = binder.bind(plan, statement.text(), labels, false);
        }
        if (bound.isUnexpected()) {
            counts.unexpectedColumns(statement.text());
        }
        if (!lookupFailed) {
            reads.put(plan, bound);
        }
        return bound;
    }

    BoundWrite bind(StatementPlan.Write plan) {
        forgetOldPlans();
        BoundWrite known = writes.getIfPresent(plan);
        if (known == null) {
            lookupFailed = false;
            known = binder.bind(plan);
            if (!lookupFailed) {
                writes.put(plan, known);
            }
        }
        return known;
    }

    /** What names mean has changed: by DDL of any connection, or by this one's schema. */
    private void forgetOldPlans() {
        long now = environment.catalog().generation();
        if (now != generation) {
            reads.invalidateAll();
            writes.invalidateAll();
            inserts.invalidateAll();
            tables.clear();
            generation = now;
        }
    }

    /** What was read of columns that the table has no more must not be asked for. */
    private void forgetColumnsGone(Table table) {
        if (!images.holds(table.name())) {
            return;
        }
        for (RowKey key : images.keys(table.name())) {
            RowImage image = images.find(key);
            RowImage reduced = image == null ? null : StoredRows.reduced(image, table);
            if (reduced != null && reduced != image) {
                images.reduced(reduced);
            }
        }
    }

    @Nullable Table find(List<Identifier> path) {
        List<NamePart> parts = new ArrayList<>(path.size());
        for (Identifier part : path) {
            parts.add(new NamePart(part.text(), part.quoted()));
        }
        // the lookup is confined to this connection, so its lock is waited for by nobody else's thread
        catalogLock.lock();
        try {
            Table table = environment.catalog().find(raw, lookup, parts);
            if (table != null && tables.put(table.name(), table) != table) {
                forgetColumnsGone(table);
            }
            return table;
        } catch (SQLException failure) {
            // nothing that follows from this failure is remembered: the next statement asks again
            lookupFailed = true;
            counts.catalogFailed(path.get(path.size() - 1).text(), failure);
            return null;
        } finally {
            catalogLock.unlock();
        }
    }

    /** Whether statements run in a transaction that the application ends. */
    boolean inTransaction() {
        return !autoCommit || begunByText || maybeBegun;
    }

    boolean autoCommit() {
        return autoCommit;
    }

    /** The mode is {@code on} from here; a change to on has committed, no change does nothing. */
    void autoCommit(boolean on) {
        if (on == autoCommit) {
            return;
        }
        autoCommit = on;
        images.autoCommit(on);
        if (on) {
            begunByText = false;
        }
        transactionEnded();
    }

    /** A text may have changed the mode. */
    void autoCommitByText() throws SQLException {
        autoCommit(raw.getAutoCommit());
    }

    /** BEGIN was sent as a text. */
    void begunByText() throws SQLException {
        if (!autoCommit) {
            return;
        }
        if (!raw.getAutoCommit()) {
            // the engine turns the mode off until the transaction ends
            begunByText = true;
            autoCommit(false);
            return;
        }
        switch (dialect().textBegin()) {
            case BEGINS -> {
                begunByText = true;
                maybeBegun = false;
                images.begin();
            }
            case IGNORED -> {
                // each statement goes on committing
            }
            case UNSURE -> maybeBegun = true;
        }
    }

    /** A transaction begun by a text may be over or not. */
    void maybeEnded() throws SQLException {
        if (autoCommit && inTransaction()) {
            images.commit();
            begunByText = false;
            maybeBegun();
        } else {
            images.endHolds();
        }
    }

    /** BEGIN stood in a longer text: what is written counts as committed, and we open no transaction of our own. */
    void maybeBegun() throws SQLException {
        autoCommitByText();
        maybeBegun = autoCommit && dialect().textBegin() != TextBegin.IGNORED;
    }

    /** The application has changed something, so that a difference may be its own uncommitted work. */
    void wrote() {
        wroteInTransaction = true;
    }

    boolean wroteInTransaction() {
        return wroteInTransaction && inTransaction();
    }

    /** A guard named what is not there: another program may have changed the table since it was read. */
    void doubtCatalog(SQLException raised) {
        String state = raised.getSQLState();
        if (state != null && state.startsWith("42")) {
            environment.catalog().invalidate();
        }
    }

    /** DDL ran. Until the transaction ends, others may have read the old definition once more into the shared catalog. */
    void defined() {
        environment.catalog().invalidate();
        definedInTransaction = inTransaction();
    }

    void transactionEnded() {
        if (definedInTransaction) {
            definedInTransaction = false;
            environment.catalog().invalidate();
        }
        maybeBegun = false;
        wroteInTransaction = false;
        if (begunByText) {
            afterTextTransaction();
        }
    }

    /** H2 turns autocommit on again. */
    private void afterTextTransaction() {
        try {
            autoCommitByText();
        } catch (SQLException failure) {
            counts.catalogFailed("the connection's autocommit flag", failure);
        }
        begunByText = !autoCommit;
    }

    /** Whether images outlive the transaction, so that they must be right after it. */
    boolean outlivesTransaction() {
        return settings().scope() == Scope.CONNECTION;
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

    /** The tables whose rows a DELETE, or an UPDATE of the key, of {@code table} may change along. */
    List<TableName> cascades(Table table) {
        try {
            return environment.catalog().cascades(raw, table);
        } catch (SQLException failure) {
            counts.catalogFailed("the foreign keys of " + table.name(), failure);
            return List.copyOf(images.tables());
        }
    }

    /** Where an INSERT adds rows, {@code null} when that is not known. */
    @Nullable TableName target(StatementPlan.Insert insert) {
        forgetOldPlans();
        Optional<TableName> known = inserts.getIfPresent(insert);
        if (known == null) {
            Table table = insert.table() == null ? null : find(insert.table().path());
            known = Optional.ofNullable(table).map(Table::name);
            if (table != null) {
                inserts.put(insert, known);
            }
        }
        return known.orElse(null);
    }

    /** Every table that this connection has found or has images of. */
    Collection<TableName> knownTables() {
        Set<TableName> known = new HashSet<>(tables.keySet());
        known.addAll(images.tables());
        return known;
    }

    /** A table that this connection has found before. */
    @Nullable Table known(TableName name) {
        return tables.get(name);
    }

    /** Rows of the table were read by a key as the application spells it. */
    void spelled(TableName table) {
        spelled.add(table);
    }

    /** Whether there may be two images of one row, under different spellings of its key. */
    boolean isSpelled(TableName table) {
        return spelled.contains(table);
    }

    boolean tracks() {
        return !readOnly;
    }

    int isolation() throws SQLException {
        int known = isolation;
        if (known == UNKNOWN_ISOLATION) {
            known = raw.getTransactionIsolation();
            isolation = known;
        }
        return known;
    }

    /** What an exception, or one of those chained to it, says of other writers. */
    NativeSignal signal(SQLException raised) {
        for (SQLException one = raised; one != null; one = one.getNextException()) {
            NativeSignal signal = dialect().signal(one, isolationOrStrictest());
            if (signal != NativeSignal.NONE) {
                return signal;
            }
        }
        return NativeSignal.NONE;
    }

    /** A failed transaction may not be able to tell its isolation. */
    private int isolationOrStrictest() {
        try {
            return isolation();
        } catch (SQLException unknown) {
            return Connection.TRANSACTION_SERIALIZABLE;
        }
    }

    void changed() {
        catalogLock.lock();
        try {
            lookup.forget();
        } finally {
            catalogLock.unlock();
        }
        isolation = UNKNOWN_ISOLATION;
        reads.invalidateAll();
        writes.invalidateAll();
        inserts.invalidateAll();
        try {
            readOnly = raw.isReadOnly();
        } catch (SQLException failure) {
            counts.catalogFailed("the connection's read-only flag", failure);
        }
    }
}
