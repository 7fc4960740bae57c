package io.noclobber.internal.guard;

import io.noclobber.config.AfterCall;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.guard.TransactionWatch.Fate;
import io.noclobber.internal.image.DropReason;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.StatementPlan.TransactionControl;
import io.noclobber.internal.sql.TableReference;
import io.noclobber.row.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lets images and open cursors follow the statements that have run and are neither tracked queries nor guarded writes.
 * Confined to one connection.
 */
final class AfterOther {
    private final Session session;
    private final Transactions transactions;
    private final Savepoints savepoints;

    AfterOther(Session session, Transactions transactions, Savepoints savepoints) {
        this.session = session;
        this.transactions = transactions;
        this.savepoints = savepoints;
    }

    /**
     * Images follow a statement that has succeeded.
     *
     * @param fate what has become of the transaction
     */
    void ran(AnalysedStatement statement, Fate fate) throws SQLException {
        StatementPlan plan = statement.plan();
        if (plan instanceof TransactionControl control) {
            afterControl(control, fate);
        } else if (plan instanceof StatementPlan.Insert insert) {
            session.transaction().wrote();
            adding(insert);
        } else if (plan instanceof StatementPlan.Call) {
            session.transaction().wrote();
            if (session.settings().afterCall() == AfterCall.FORGET) {
                session.tables().known().forEach(table -> session.trackers().overtakenBy(table, OwnWork.UNKNOWN));
                session.images().forgetAll(DropReason.UNKNOWN_EFFECT);
            }
            afterCall(fate);
        } else if (plan instanceof StatementPlan.Harmless) {
            transactions.maybeCommitted(fate);
        } else if (plan instanceof StatementPlan.SessionSetting) {
            session.changed();
            transactions.maybeCommitted(fate);
            session.transaction().autoCommitByText();
        } else if (plan instanceof StatementPlan.Definition definition) {
            afterDefinition(definition, fate);
        } else if (plan instanceof StatementPlan.OpaqueWrite write) {
            session.transaction().wrote();
            for (TableReference reference : write.tables()) {
                Table table = session.tables().find(reference.path());
                if (table != null) {
                    forget(table.name());
                }
            }
        } else if (plan instanceof StatementPlan.Write write) {
            afterUnseen(write);
        } else if (plan instanceof StatementPlan.Unanalysed unknown) {
            afterUnknown(statement, unknown);
        }
    }

    /** A write of which only the driver knows the parameters. */
    private void afterUnseen(StatementPlan.Write write) {
        session.transaction().wrote();
        Table table = session.tables().find(write.target().path());
        if (table == null) {
            session.images().forgetAll(DropReason.UNKNOWN_EFFECT);
        } else {
            forget(table.name());
            session.tables().cascades(table).forEach(this::forget);
        }
    }

    private void afterUnknown(AnalysedStatement statement, StatementPlan.Unanalysed unknown) throws SQLException {
        if (unknown.mayWrite()) {
            session.transaction().wrote();
            for (TableName table : session.tables().known()) {
                if (unknown.words().contains(table.name().toUpperCase(Locale.ROOT))) {
                    forget(table);
                }
            }
        }
        if (TransactionWords.in(unknown)) {
            if (TransactionWords.mayUndo(unknown)) {
                session.memory().endUnknown();
            }
            session.transaction().maybeEnded();
            session.transaction().autoCommitByText();
            if (session.transaction().autoCommit() && TransactionWords.mayLeaveOpen(statement.text())) {
                session.transaction().maybeBegun();
            }
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
            session.transaction().maybeEnded();
        }
        session.transaction().autoCommitByText();
    }

    private void afterDefinition(StatementPlan.Definition definition, Fate fate) {
        session.transaction().defined();
        if (definition.emptiesTables()) {
            emptied(definition.emptied());
        }
        if (fate != Fate.ALIVE) {
            session.memory().commit();
            session.unit().ended();
        }
    }

    private void emptied(List<TableReference> references) {
        List<TableName> names = new ArrayList<>();
        for (TableReference reference : references) {
            Table table = session.tables().find(reference.path());
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
        session.trackers().overtakenBy(table, OwnWork.UNKNOWN);
        session.images().forget(table, OwnWork.UNKNOWN, DropReason.UNKNOWN_EFFECT);
    }

    private void afterControl(TransactionControl control, Fate fate) throws SQLException {
        Object name = control.savepoint() == null
                ? ""
                : Savepoints.token(control.savepoint().text());
        switch (control.kind()) {
            case BEGIN -> {
                transactions.maybeCommitted(fate);
                session.transaction().begunByText();
            }
            case COMMIT -> {
                session.memory().commit();
                session.unit().ended();
                session.transaction().endedByText();
            }
            case ROLLBACK -> transactions.rolledBackUnasked();
            case SAVEPOINT -> savepoints.wasSet(name);
            case ROLLBACK_TO -> savepoints.rolledBackTo(name);
            case RELEASE -> savepoints.released(name);
        }
    }

    /** Rows of unknown keys come into a table: what is read of them goes with a rollback. */
    void adding(StatementPlan.Insert insert) {
        TableName table = session.plans().target(insert);
        if (table != null) {
            session.images().inserted(table);
        }
        Table known = table == null ? null : session.tables().known(table);
        if (known == null || known.writeTriggers()) {
            session.images().doubtWritten(); // a trigger may have changed rows that were written before
        }
    }
}
