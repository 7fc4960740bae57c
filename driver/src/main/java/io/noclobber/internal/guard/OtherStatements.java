package io.noclobber.internal.guard;

import io.noclobber.config.Handling;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.guard.ConnectionGuard.Call;
import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.Identifier;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.StatementPlan.TransactionControl;
import io.noclobber.internal.sql.TableReference;
import io.noclobber.row.TableName;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is neither a tracked query nor a guarded write, and lets the images follow. Confined to one connection.
 */
final class OtherStatements {
    private final Session session;
    private final Transactions transactions;
    private final Verdicts verdicts;

    OtherStatements(Session session, Transactions transactions, Verdicts verdicts) {
        this.session = session;
        this.transactions = transactions;
        this.verdicts = verdicts;
    }

    <T extends @Nullable Object> T run(AnalysedStatement statement, Call<T> call) throws SQLException {
        StatementPlan plan = statement.plan();
        if (plan instanceof TransactionControl control) {
            return control(control, call);
        }
        before(statement);
        T result;
        try {
            result = call.run();
        } catch (SQLException raised) {
            verdicts.onFailure(raised);
            throw raised;
        }
        after(statement);
        return result;
    }

    /**
     * What must be known or refused before a statement runs.
     *
     * @throws SQLException when an option refuses it
     */
    void before(AnalysedStatement statement) throws SQLException {
        StatementPlan plan = statement.plan();
        if (plan instanceof StatementPlan.Unanalysed unknown) {
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
        } else if (plan instanceof StatementPlan.Definition && session.definitionCommits()) {
            transactions.beforeCommit();
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
    }

    /** What has become of the images when the statement has run. */
    void after(AnalysedStatement statement) throws SQLException {
        StatementPlan plan = statement.plan();
        if (plan instanceof StatementPlan.Insert insert) {
            session.wrote();
            adding(insert);
        } else if (plan instanceof StatementPlan.Call) {
            session.wrote();
        } else if (plan instanceof StatementPlan.SessionSetting) {
            session.changed();
            session.autoCommit(session.raw().getAutoCommit());
        } else if (plan instanceof StatementPlan.Definition definition) {
            afterDefinition(definition);
        } else if (plan instanceof StatementPlan.OpaqueWrite write) {
            session.wrote();
            for (TableReference reference : write.tables()) {
                Table table = session.find(reference.path());
                if (table != null) {
                    forget(table.name());
                }
            }
        } else if (plan instanceof StatementPlan.Unanalysed unknown && unknown.mayWrite()) {
            session.wrote();
            for (TableName table : session.knownTables()) {
                if (unknown.words().contains(table.name().toUpperCase(Locale.ROOT))) {
                    forget(table);
                }
            }
        }
    }

    private void afterDefinition(StatementPlan.Definition definition) {
        session.defined();
        if (definition.emptiesTables()) {
            session.images().forgetAll(DropReason.UNKNOWN_EFFECT);
        }
        if (session.definitionCommits()) {
            session.images().commit();
            session.transactionEnded();
        }
    }

    private void forget(TableName table) {
        session.trackers().overtakenBy(table);
        session.images().forget(table, DropReason.UNKNOWN_EFFECT);
    }

    private <T extends @Nullable Object> T control(TransactionControl control, Call<T> call) throws SQLException {
        Result<T> result = new Result<>(call);
        Object name = control.savepoint() == null ? "" : folded(control.savepoint());
        switch (control.kind()) {
            case BEGIN -> {
                result.run();
                session.begunByText();
            }
            case COMMIT -> transactions.commit(result);
            case ROLLBACK -> transactions.rollback(result);
            case SAVEPOINT -> {
                result.run();
                session.images().savepoint(name);
            }
            case ROLLBACK_TO -> {
                session.trackers().captureCurrentRows();
                result.run();
                session.images().rollbackTo(name);
                session.trackers().rolledBack(session.images()::held);
            }
            case RELEASE -> {
                result.run();
                session.images().release(name);
            }
        }
        return result.value();
    }

    private static String folded(Identifier name) {
        return name.quoted() ? name.text() : name.text().toUpperCase(Locale.ROOT);
    }

    /** A call that is run once, as an action, and remembers what it gave. */
    private static final class Result<T extends @Nullable Object> implements ConnectionGuard.Action {
        private final Call<T> call;
        private @Nullable T value;

        Result(Call<T> call) {
            this.call = call;
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
