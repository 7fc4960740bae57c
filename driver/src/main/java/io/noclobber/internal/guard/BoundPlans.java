package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.row.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The plans that one connection has used, their names resolved. Thread-safe. */
final class BoundPlans {
    private final PlanCache<BoundRead> reads = new PlanCache<>();
    private final PlanCache<Wider> widerReads = new PlanCache<>();
    private final PlanCache<HiddenColumns> hidden = new PlanCache<>();
    private final PlanCache<List<HiddenColumns.Item>> refused = new PlanCache<>();
    private final PlanCache<BoundWrite> writes = new PlanCache<>();
    private final PlanCache<List<String>> unexpected = new PlanCache<>();
    private final PlanCache<Optional<TableName>> inserts = new PlanCache<>();
    private final Catalog catalog;
    private final FoundTables tables;
    private final ReadBinder readBinder;
    private final WriteBinder writeBinder;
    private final Counts counts;
    private final boolean statementsCloseRows;
    private volatile long generation;

    /** What a query with these columns behind its own shows. */
    private record Wider(HiddenColumns hidden, BoundRead read) {}

    BoundPlans(Environment environment, FoundTables tables, Counts counts) {
        this.catalog = environment.catalog();
        this.tables = tables;
        this.readBinder = new ReadBinder(tables, environment.settings(), environment.dialect(), counts);
        this.writeBinder = new WriteBinder(tables, environment.settings(), environment.dialect());
        this.counts = counts;
        this.statementsCloseRows = environment.dialect().statementsCloseRows();
        this.generation = catalog.generation();
    }

    /** What the columns of a result are. Where it is not what the catalog says, that is read anew, once for each such result. */
    BoundRead bind(StatementPlan.Read plan, AnalysedStatement statement, HiddenColumns hiddenColumns, ResultSet rows) {
        forgetOldPlans();
        BoundRead known = hiddenColumns == HiddenColumns.NONE ? reads.find(plan) : wider(plan, hiddenColumns);
        try {
            if (known != null && known.fits(rows, hiddenColumns)) {
                return known;
            }
            boolean star = plan.items().stream().anyMatch(StatementPlan.SelectItem.Star.class::isInstance);
            List<String> labels = star ? BoundRead.labels(rows, hiddenColumns) : List.of();
            return bind(plan, statement, hiddenColumns, labels);
        } catch (SQLException unknown) {
            counts.unexpectedColumns(statement.text());
            return BoundRead.NOTHING;
        }
    }

    private BoundRead bind(
            StatementPlan.Read plan, AnalysedStatement statement, HiddenColumns hiddenColumns, List<String> labels) {
        tables.beginLookups();
        BoundRead bound = readBinder.bind(plan, statement.text(), hiddenColumns, labels, true);
        if (bound.isUnexpected() && !labels.equals(unexpected.find(plan))) {
            unexpected.put(plan, labels);
            catalog.invalidate();
            forgetOldPlans();
            if (statementsCloseRows) {
                // asking now would close them: the next time
                counts.unexpectedColumns(statement.text());
                return BoundRead.NOTHING;
            }
            bound = readBinder.bind(plan, statement.text(), hiddenColumns, labels, true);
        }
        if (bound.isUnexpected()) {
            bound = readBinder.bind(plan, statement.text(), hiddenColumns, labels, false);
        }
        if (bound.isUnexpected()) {
            counts.unexpectedColumns(statement.text());
        }
        if (!tables.hasFailed() && hiddenColumns == HiddenColumns.NONE) {
            reads.put(plan, bound);
        } else if (!tables.hasFailed()) {
            widerReads.put(plan, new Wider(hiddenColumns, bound));
        }
        return bound;
    }

    /** Whether nothing must be asked of the database to know what the columns of {@code plan} are. */
    boolean isBound(StatementPlan.Read plan) {
        forgetOldPlans();
        return reads.find(plan) != null;
    }

    private @Nullable BoundRead wider(StatementPlan.Read plan, HiddenColumns hiddenColumns) {
        Wider known = widerReads.find(plan);
        return known != null && known.hidden() == hiddenColumns ? known.read() : null;
    }

    /** What the query must show besides what the application selects. */
    HiddenColumns hidden(StatementPlan.Read plan) {
        forgetOldPlans();
        HiddenColumns known = hidden.find(plan);
        if (known == null) {
            tables.beginLookups();
            known = readBinder.hidden(plan);
            if (known.items().equals(refused.find(plan))) {
                known = HiddenColumns.NONE;
            }
            if (!tables.hasFailed()) {
                hidden.put(plan, known);
            }
        }
        return known;
    }

    /** The database does not take the query with these columns. */
    void refused(StatementPlan.Read plan, HiddenColumns columns) {
        refused.put(plan, columns.items());
        hidden.put(plan, HiddenColumns.NONE);
    }

    BoundWrite bind(StatementPlan.Write plan) {
        forgetOldPlans();
        BoundWrite known = writes.find(plan);
        if (known == null) {
            tables.beginLookups();
            known = writeBinder.bind(plan);
            if (!tables.hasFailed()) {
                writes.put(plan, known);
            }
        }
        return known;
    }

    /** Where an INSERT adds rows, {@code null} when that is not known. */
    @Nullable TableName target(StatementPlan.Insert insert) {
        forgetOldPlans();
        Optional<TableName> known = inserts.find(insert);
        if (known == null) {
            Table table =
                    insert.table() == null ? null : tables.find(insert.table().path());
            known = Optional.ofNullable(table).map(Table::name);
            if (table != null) {
                inserts.put(insert, known);
            }
        }
        return known.orElse(null);
    }

    /** What names mean has changed: by DDL of any connection, or by this one's schema. */
    private void forgetOldPlans() {
        long now = catalog.generation();
        if (now != generation) {
            forget();
            tables.redefined();
            generation = now;
        }
    }

    /** Names may mean other tables. */
    void forget() {
        reads.forget();
        widerReads.forget();
        hidden.forget();
        writes.forget();
        inserts.forget();
    }
}
