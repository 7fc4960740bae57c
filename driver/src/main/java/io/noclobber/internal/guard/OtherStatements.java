package io.noclobber.internal.guard;

import io.noclobber.config.Handling;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.guard.ConnectionGuard.Call;
import io.noclobber.internal.guard.TransactionWatch.Fate;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.StatementPlan.TransactionControl;
import io.noclobber.internal.sql.StatementPlan.TransactionControl.Kind;
import io.noclobber.internal.sql.TableReference;
import io.noclobber.internal.sql.UnguardedReason;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import org.jspecify.annotations.Nullable;

/** Runs what is neither a tracked query nor a guarded write. Confined to one connection. */
final class OtherStatements {
    private final Session session;
    private final Transactions transactions;
    private final Verdicts verdicts;
    private final CursorGuard cursors;
    private final AfterOther after;

    OtherStatements(
            Session session, Transactions transactions, Verdicts verdicts, CursorGuard cursors, AfterOther after) {
        this.session = session;
        this.transactions = transactions;
        this.verdicts = verdicts;
        this.cursors = cursors;
        this.after = after;
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
        return OnceRun.of(call, action -> {
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
            return OnceRun.of(call, transactions::commitByText);
        }
        if (plan instanceof TransactionControl control && control.kind() == Kind.ROLLBACK) {
            return OnceRun.of(call, transactions::rollbackByText);
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
                session.transaction().maybeEnded();
            }
            throw raised;
        }
        after.ran(statement, watch == null ? Fate.ALIVE : watch.end());
        return result;
    }

    /** Whether the transaction may be over after a statement that does not say so. */
    private boolean mayEndTransaction(StatementPlan plan) {
        if (!session.transaction().inTransaction()) {
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
        session.beforeStatement();
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
                    : session.tables().find(write.tables().get(0).path());
            session.counts()
                    .unguarded(
                            table == null ? null : table.name(), write.reason().name(), statement.text());
        } else if (plan instanceof StatementPlan.Write write) {
            // a batch that only the driver knows
            session.trackers().captureCurrentRows();
            Table table = session.tables().find(write.target().path());
            session.counts()
                    .unguarded(table == null ? null : table.name(), Unguarded.NOT_PREPARABLE.name(), statement.text());
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
            case RELEASE -> transactions.beforeRelease();
            case SAVEPOINT -> {
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

    /** What has become of the images when the statement has run. */
    void after(AnalysedStatement statement) throws SQLException {
        after.ran(statement, mayEndTransaction(statement.plan()) ? Fate.UNKNOWN : Fate.ALIVE);
    }
}
