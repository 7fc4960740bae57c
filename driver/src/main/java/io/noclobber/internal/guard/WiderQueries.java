package io.noclobber.internal.guard;

import io.noclobber.config.Compare;
import io.noclobber.internal.guard.ConnectionGuard.Call;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * Adds version columns to queries that do not select them, and takes them back where the database refuses that.
 * Confined to one connection.
 */
final class WiderQueries {
    private final Session session;
    private final boolean wanted;

    WiderQueries(Session session) {
        this.session = session;
        this.wanted = session.settings().compares(Compare.VERSION)
                || session.settings().compares(Compare.ROWVERSION);
    }

    /** Whether any query may have a wider form. */
    boolean wanted() {
        return wanted;
    }

    /** The wider form of a query, {@code null} where it shows all that is needed, or where nothing can be added. */
    @Nullable WiderQuery of(AnalysedStatement statement) {
        if (!wanted || !session.tracks() || !statement.canShowMore()) {
            return null;
        }
        HiddenColumns hidden = session.plans().hidden((StatementPlan.Read) statement.plan());
        if (hidden.items().isEmpty() || hidden.refused()) {
            return null;
        }
        WiderQuery wider = new WiderQuery(statement, hidden);
        return isAtRisk() && !hidden.proved() && !hasSavepoints() && !isTakenElsewhere(wider) ? null : wider;
    }

    /** Not in a transaction that a text has begun: to the driver there is none. */
    private boolean hasSavepoints() {
        return session.dialect().hasSavepoints() && !session.transaction().autoCommit();
    }

    /** Asks on a second connection, where a refusal costs no transaction, whether the database takes the wider form. */
    private boolean isTakenElsewhere(WiderQuery query) {
        try {
            session.secondLook().look(connection -> {
                connection.prepareStatement(query.text()).close();
                return true;
            });
            query.columns().prove();
            return true;
        } catch (SQLException refusal) {
            if (session.dialect().refusesText(refusal)) {
                refuse(query, refusal);
            }
            return false;
        }
    }

    /**
     * Runs a query in its wider form; where the database refuses that form, as the application wrote it. The first
     * time that is tried in a way that leaves the transaction alive.
     *
     * @param asWritten {@code null} where only the wider form has its parameters: a refusal is the application's then
     */
    <T extends @Nullable Object> T run(WiderQuery query, Call<T> wider, @Nullable Call<T> asWritten)
            throws SQLException {
        if (asWritten == null) {
            return runOnce(query, wider);
        }
        if (query.columns().refused()
                || session.branches().inBranch()
                        && isAtRisk()
                        && !query.columns().proved()) {
            // there are no savepoints in a branch of a distributed transaction
            return asWritten.run();
        }
        boolean unproved = isAtRisk() && !query.columns().proved();
        if (unproved && !hasSavepoints() && !isTakenElsewhere(query)) {
            return asWritten.run();
        }
        Savepoint savepoint;
        try {
            savepoint = unproved && hasSavepoints() ? session.raw().setSavepoint() : null;
        } catch (SQLException failedBefore) {
            return asWritten.run(); // which says in the driver's words what is wrong
        }
        T result;
        try {
            result = wider.run();
        } catch (SQLException refusal) {
            if (!session.dialect().refusesText(refusal)) {
                throw refusal;
            }
            if (savepoint == null && isAtRisk()) {
                refused(query, refusal);
                throw refusal;
            }
            if (savepoint != null) {
                session.raw().rollback(savepoint);
            }
            boolean askedBefore = session.dialect().statementsCloseRows();
            if (askedBefore) {
                doubt(query, refusal);
            }
            result = asWritten.run();
            refuse(query, refusal);
            if (!askedBefore) {
                session.tables().doubt(refusal);
            }
            return result;
        }
        if (savepoint != null) {
            session.raw().releaseSavepoint(savepoint);
        }
        query.columns().prove();
        return result;
    }

    private <T extends @Nullable Object> T runOnce(WiderQuery query, Call<T> wider) throws SQLException {
        try {
            return wider.run();
        } catch (SQLException refusal) {
            if (session.dialect().refusesText(refusal)) {
                refused(query, refusal);
            }
            throw refusal;
        }
    }

    /** Whether a statement that fails takes the application's transaction with it. */
    private boolean isAtRisk() {
        return session.dialect().failureEndsTransaction()
                && session.transaction().inTransaction();
    }

    /** The database has refused a wider form. It is not tried again while the catalog says the same. */
    void refused(WiderQuery query, SQLException refusal) {
        refuse(query, refusal);
        doubt(query, refusal);
    }

    /** Where questions close rows, the catalog is read anew before there are any. */
    private void doubt(WiderQuery query, SQLException refusal) {
        session.tables().doubt(refusal);
        if (session.dialect().statementsCloseRows()) {
            ((StatementPlan.Read) query.statement().plan())
                    .tables()
                    .forEach(table -> session.tables().find(table.path()));
        }
    }

    private void refuse(WiderQuery query, SQLException refusal) {
        query.columns().refuse();
        session.plans().refused((StatementPlan.Read) query.statement().plan(), query.columns());
        session.counts()
                .defect(
                        query.columns().items().get(0).column().name().table(),
                        "a version column could not be added to a SELECT: "
                                + refusal.getClass().getSimpleName());
    }
}
