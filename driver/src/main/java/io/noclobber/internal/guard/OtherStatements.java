package io.noclobber.internal.guard;

import io.noclobber.config.AfterCall;
import io.noclobber.config.Handling;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.guard.ConnectionGuard.Call;
import io.noclobber.internal.guard.TransactionWatch.Fate;
import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.StatementPlan.TransactionControl;
import io.noclobber.internal.sql.StatementPlan.TransactionControl.Kind;
import io.noclobber.internal.sql.TableReference;
import io.noclobber.internal.sql.UnguardedReason;
import io.noclobber.row.TableName;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is neither a tracked query nor a guarded write, and lets the images follow. Confined to one connection.
 */
final class OtherStatements {
    private final Session session;
    private final Transactions transactions;
    private final Verdicts verdicts;
    private final CursorGuard cursors;

    OtherStatements(Session session, Transactions transactions, Verdicts verdicts, CursorGuard cursors) {
        this.cursors = cursors;
        this.session = session;
        this.transactions = transactions;
        this.verdicts = verdicts;
    }

    <T extends @Nullable Object> T run(AnalysedStatement statement, Call<T> call) throws SQLException {
        StatementPlan plan = statement.plan();
        if (plan instanceof StatementPlan.OpaqueWrite write
                && write.reason() == UnguardedReason.CURRENT_OF
                && !write.tables().isEmpty()) {
            return positioned(statement, write.tables().get(0), call);
        }
        return runOther(statement, call);
    }

    private <T extends @Nullable Object> T positioned(AnalysedStatement statement, TableReference target, Call<T> call)
            throws SQLException {
        return Result.of(call, action -> {
            if (!cursors.positioned(statement, target, action::run)) {
                runOther(statement, () -> {
                    action.run();
                    return true;
                });
            }
        });
    }

    private <T extends @Nullable Object> T runOther(AnalysedStatement statement, Call<T> call) throws SQLException {
        StatementPlan plan = statement.plan();
        if (plan instanceof TransactionControl control && control.kind() == Kind.COMMIT) {
            return Result.of(call, transactions::commit);
        }
        if (plan instanceof TransactionControl control && control.kind() == Kind.ROLLBACK) {
            return Result.of(call, transactions::rollback);
        }
        TransactionWatch watch = mayEndTransaction(plan) ? new TransactionWatch(session) : null;
        before(statement);
        if (watch != null) {
            watch.start();
        }
        T result;
        try {
            result = call.run();
        } catch (SQLException raised) {
            verdicts.onFailure(raised);
            if (watch != null && watch.end() != Fate.ALIVE) {
                session.maybeEnded();
            }
            throw raised;
        }
        after(statement, watch == null ? Fate.ALIVE : watch.end());
        return result;
    }

    /** Whether the transaction may be over after a statement that does not say so. */
    private boolean mayEndTransaction(StatementPlan plan) {
        if (!session.inTransaction()) {
            return false;
        }
        if (plan instanceof StatementPlan.Harmless harmless) {
            return harmless.mayEndTransaction();
        }
        if (plan instanceof StatementPlan.SessionSetting setting) {
            return setting.mayEndTransaction();
        }
        if (plan instanceof StatementPlan.Call called) {
            return called.mayEndTransaction();
        }
        if (plan instanceof TransactionControl control) {
            return control.kind() == Kind.BEGIN; // MariaDB commits what is open, others refuse it or warn
        }
        return plan instanceof StatementPlan.Definition && session.definitionCommits();
    }

    /** Whether nothing that follows in a batch may be sent with {@code statement}: what is known of rows is other then. */
    boolean endsRun(AnalysedStatement statement) {
        StatementPlan plan = statement.plan();
        return plan instanceof TransactionControl
                || plan instanceof StatementPlan.Unanalysed unknown && TransactionWords.in(unknown)
                || mayEndTransaction(plan);
    }

    /**
     * What must be known or refused before a statement runs.
     *
     * @throws SQLException when an option refuses it
     */
    void before(AnalysedStatement statement) throws SQLException {
        StatementPlan plan = statement.plan();
        if (plan instanceof TransactionControl control) {
            beforeControl(control);
        } else if (plan instanceof StatementPlan.Unanalysed unknown) {
            if (TransactionWords.in(unknown)) {
                transactions.beforeCommit();
            }
            session.counts().notAnalysed(statement.text(), unknown.reason().name());
            if (unknown.mayWrite()) {
                beforeUnknown(statement, unknown);
            }
        } else if (plan instanceof StatementPlan.OpaqueWrite write) {
            session.trackers().captureCurrentRows();
            Table table = write.tables().isEmpty()
                    ? null
                    : session.find(write.tables().get(0).path());
            session.counts()
                    .unguarded(
                            table == null ? null : table.name(), write.reason().name(), statement.text());
        } else if (plan instanceof StatementPlan.Call) {
            session.trackers().captureCurrentRows();
            session.counts().unguarded(null, Unguarded.CALL.name(), statement.text());
            if (mayEndTransaction(plan)) {
                transactions.beforeCommit();
            }
        } else if (mayEndTransaction(plan)) {
            transactions.beforeCommit();
        }
    }

    private void beforeControl(TransactionControl control) throws SQLException {
        switch (control.kind()) {
            case BEGIN, COMMIT -> transactions.beforeCommit();
            case ROLLBACK, ROLLBACK_TO -> session.trackers().captureCurrentRows();
            case SAVEPOINT, RELEASE -> {
                // no row changes
            }
        }
    }

    private void beforeUnknown(AnalysedStatement statement, StatementPlan.Unanalysed unknown) throws SQLException {
        session.trackers().captureCurrentRows();
        session.counts().unguarded(null, unknown.reason().name(), statement.text());
        if (session.settings().unparsed() == Handling.REFUSE) {
            throw new SQLNonTransientException(
                    "The statement was refused because it could not be analysed (" + unknown.reason()
                            + "), so its writes cannot be guarded: option unparsed=refuse. "
                            + "Write it in simpler SQL, or set unparsed=warn.",
                    "NC003");
        }
    }

    /** Rows of unknown keys come into a table: what is read of them goes with a rollback. */
    void adding(StatementPlan.Insert insert) {
        TableName table = session.target(insert);
        if (table != null) {
            session.images().inserted(table);
        }
        Table known = table == null ? null : session.known(table);
        if (known == null || known.writeTriggers()) {
            session.images().doubtWritten(); // a trigger may have changed rows that were written before
        }
    }

    /** What has become of the images when the statement has run. */
    void after(AnalysedStatement statement) throws SQLException {
        after(statement, mayEndTransaction(statement.plan()) ? Fate.UNKNOWN : Fate.ALIVE);
    }

    private void after(AnalysedStatement statement, Fate fate) throws SQLException {
        StatementPlan plan = statement.plan();
        if (plan instanceof TransactionControl control) {
            afterControl(control, fate);
        } else if (plan instanceof StatementPlan.Insert insert) {
            session.wrote();
            adding(insert);
        } else if (plan instanceof StatementPlan.Call) {
            session.wrote();
            if (session.settings().afterCall() == AfterCall.FORGET) {
                session.knownTables().forEach(session.trackers()::overtakenBy);
                session.images().forgetAll(DropReason.UNKNOWN_EFFECT);
            }
            afterCall(fate);
        } else if (plan instanceof StatementPlan.Harmless) {
            maybeCommitted(fate);
        } else if (plan instanceof StatementPlan.SessionSetting) {
            session.changed();
            maybeCommitted(fate);
            session.autoCommitByText();
        } else if (plan instanceof StatementPlan.Definition definition) {
            afterDefinition(definition, fate);
        } else if (plan instanceof StatementPlan.OpaqueWrite write) {
            session.wrote();
            for (TableReference reference : write.tables()) {
                Table table = session.find(reference.path());
                if (table != null) {
                    forget(table.name());
                }
            }
        } else if (plan instanceof StatementPlan.Unanalysed unknown) {
            afterUnknown(statement, unknown);
        }
    }

    private void afterUnknown(AnalysedStatement statement, StatementPlan.Unanalysed unknown) throws SQLException {
        if (unknown.mayWrite()) {
            session.wrote();
            for (TableName table : session.knownTables()) {
                if (unknown.words().contains(table.name().toUpperCase(Locale.ROOT))) {
                    forget(table);
                }
            }
        }
        if (TransactionWords.in(unknown)) {
            if (TransactionWords.mayUndo(unknown)) {
                session.images().endUnknown();
            }
            session.maybeEnded();
            session.autoCommitByText();
            if (session.autoCommit() && TransactionWords.mayLeaveOpen(statement.text())) {
                session.maybeBegun();
            }
        }
    }

    /** The engine commits for some statements; where it is not known whether it did, no lock is counted on. */
    private void maybeCommitted(Fate fate) throws SQLException {
        if (fate == Fate.ENDED) {
            session.images().commit();
            session.transactionEnded();
        } else if (fate == Fate.UNKNOWN) {
            session.maybeEnded();
        }
    }

    /**
     * A procedure commits or rolls back: what was read counts either way, locks do not. In a transaction that
     * lives on it may have changed the rows that were written before.
     */
    private void afterCall(Fate fate) throws SQLException {
        if (fate == Fate.ALIVE) {
            session.images().doubtWritten();
        } else {
            session.maybeEnded();
        }
        session.autoCommitByText();
    }

    private void afterDefinition(StatementPlan.Definition definition, Fate fate) {
        session.defined();
        if (definition.emptiesTables()) {
            emptied(definition.emptied());
        }
        if (fate != Fate.ALIVE) {
            session.images().commit();
            session.transactionEnded();
        }
    }

    private void emptied(List<TableReference> references) {
        List<TableName> names = new ArrayList<>();
        for (TableReference reference : references) {
            Table table = session.find(reference.path());
            if (table != null) {
                names.add(table.name());
            }
        }
        if (names.isEmpty() || names.size() < references.size()) {
            session.images().forgetAll(DropReason.UNKNOWN_EFFECT);
        } else {
            names.forEach(this::forget);
        }
    }

    private void forget(TableName table) {
        session.trackers().overtakenBy(table);
        session.images().forget(table, OwnWork.UNKNOWN, DropReason.UNKNOWN_EFFECT);
    }

    private void afterControl(TransactionControl control, Fate fate) throws SQLException {
        Object name =
                control.savepoint() == null ? "" : token(control.savepoint().text());
        switch (control.kind()) {
            case BEGIN -> {
                maybeCommitted(fate);
                session.begunByText();
            }
            case COMMIT -> {
                session.images().commit();
                session.transactionEnded();
            }
            case ROLLBACK -> transactions.rolledBack();
            case SAVEPOINT -> session.images().savepoint(name);
            case ROLLBACK_TO -> {
                session.images().rollbackTo(name);
                session.trackers().rolledBack(session.images()::held);
            }
            case RELEASE -> session.images().release(name);
        }
    }

    /** Names that differ only by case are taken for the same: drivers quote what they are given or do not. */
    static String token(String savepoint) {
        return savepoint.toUpperCase(Locale.ROOT);
    }

    /** How a transaction is ended. */
    private interface Ending {
        void run(ConnectionGuard.Action action) throws SQLException;
    }

    /** A call that is run once, as an action, and remembers what it gave. */
    private static final class Result<T extends @Nullable Object> implements ConnectionGuard.Action {
        private final Call<T> call;
        private @Nullable T value;

        private Result(Call<T> call) {
            this.call = call;
        }

        static <T extends @Nullable Object> T of(Call<T> call, Ending ending) throws SQLException {
            Result<T> result = new Result<>(call);
            ending.run(result);
            return result.value();
        }

        @Override
        public void run() throws SQLException {
            value = call.run();
        }

        @SuppressWarnings("NullAway") // null only where T itself is nullable: run() has always been called
        T value() {
            return value;
        }
    }
}
