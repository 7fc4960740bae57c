package io.noclobber.internal.sql;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a statement does, as far as the guard must know it. Shared by all texts of one shape, so it
 * holds no literal and no offset. Immutable.
 */
public sealed interface StatementPlan {

    /**
     * A query whose rows are rows of base tables, one row of each table a result row.
     *
     * @param tables the base tables of FROM, in order
     * @param items the select list, in order; a star stands for all columns of its table or tables
     * @param pins the conjuncts of WHERE and of inner-join ON that fix columns to values
     * @param optional for each table whether an outer join may leave it without a row
     * @param locking whether the text locks the rows (FOR UPDATE, WITH (UPDLOCK) …)
     */
    record Read(
            List<TableReference> tables,
            List<SelectItem> items,
            List<KeyPin> pins,
            List<Boolean> optional,
            boolean locking)
            implements StatementPlan {
        public Read {
            tables = List.copyOf(tables);
            items = List.copyOf(items);
            pins = List.copyOf(pins);
            optional = List.copyOf(optional);
        }
    }

    /** One item of a select list. */
    sealed interface SelectItem {
        /** A plain column, whatever its alias. */
        record Column(ColumnReference column) implements SelectItem {}

        /**
         * {@code *} or {@code t.*}.
         *
         * @param table position in the table list, or -1 for all tables in order
         */
        record Star(int table) implements SelectItem {}

        /** Anything computed. */
        record Computed() implements SelectItem {}
    }

    /** A query that shows no rows of base tables (aggregate, DISTINCT, set operation, no FROM …).
     *
     * @param reason why its rows are not rows of tables, a constant for statistics
     */
    record OpaqueRead(UnguardedReason reason) implements StatementPlan {}

    /**
     * An UPDATE or DELETE of one base table that a predicate can be added to.
     *
     * @param verb UPDATE or DELETE
     * @param target the table written
     * @param assignments the SET list; empty for DELETE
     * @param pins the top-level conjuncts of WHERE that fix columns to values
     * @param whereColumns every column that WHERE names outside subqueries
     * @param pinsOnly WHERE has no conjunct besides {@code pins}
     * @param returning the text has a RETURNING clause (or OUTPUT), so that it gives rows, not only a count
     * @param parametersBeforeSplice how many parameters stand before the place where a predicate is added
     * @param whereParameters the first and the last parameter of WHERE, 1-based; {@code null} where it has none
     */
    record Write(
            Verb verb,
            TableReference target,
            List<Assignment> assignments,
            List<KeyPin> pins,
            List<ColumnReference> whereColumns,
            boolean pinsOnly,
            boolean returning,
            int parametersBeforeSplice,
            @Nullable ParameterRange whereParameters)
            implements StatementPlan {
        public Write {
            assignments = List.copyOf(assignments);
            pins = List.copyOf(pins);
            whereColumns = List.copyOf(whereColumns);
        }
    }

    /** UPDATE or DELETE. */
    enum Verb {
        UPDATE,
        DELETE
    }

    /**
     * One {@code column = value} of a SET list.
     *
     * @param column the column set
     * @param value where its new value comes from
     */
    record Assignment(Identifier column, ValueSource value) {}

    /**
     * Parameters {@code first} to {@code last}, 1-based, both included.
     */
    record ParameterRange(int first, int last) {}

    /**
     * A write that no predicate is added to: UPDATE … FROM, several tables, MERGE, upsert, a writing
     * CTE, WHERE CURRENT OF, a DELETE of history …
     *
     * @param tables the tables it may write, as far as they are known
     * @param reason why it is not guarded
     */
    record OpaqueWrite(List<TableReference> tables, UnguardedReason reason) implements StatementPlan {
        public OpaqueWrite {
            tables = List.copyOf(tables);
        }
    }

    /**
     * An INSERT that only adds rows.
     *
     * @param table where it adds them, {@code null} when the text does not say it plainly
     */
    record Insert(@Nullable TableReference table) implements StatementPlan {}

    /**
     * CREATE, ALTER, DROP, TRUNCATE, RENAME, COMMENT, GRANT …: what the catalog says may change.
     *
     * @param emptiesTables TRUNCATE: rows are gone as well
     * @param emptied the tables whose rows are gone; empty where the text does not say plainly which
     */
    record Definition(boolean emptiesTables, List<TableReference> emptied) implements StatementPlan {
        public Definition {
            emptied = List.copyOf(emptied);
        }

        public Definition(boolean emptiesTables) {
            this(emptiesTables, List.of());
        }
    }

    /**
     * A procedure call, an anonymous block, EXECUTE: anything may have happened.
     *
     * @param mayEndTransaction whether it may commit or roll back the transaction it runs in
     */
    record Call(boolean mayEndTransaction) implements StatementPlan {}

    /**
     * A transaction statement sent as text.
     *
     * @param kind what it does
     * @param savepoint the savepoint's name for the kinds that have one, else {@code null}
     */
    record TransactionControl(Kind kind, @Nullable Identifier savepoint) implements StatementPlan {
        /** What the text does to the transaction. */
        public enum Kind {
            BEGIN,
            COMMIT,
            ROLLBACK,
            SAVEPOINT,
            ROLLBACK_TO,
            RELEASE
        }
    }

    /**
     * SET, USE, PRAGMA, ALTER SESSION …: what unqualified names mean may change.
     *
     * @param mayEndTransaction whether the engine may commit for it
     */
    record SessionSetting(boolean mayEndTransaction) implements StatementPlan {}

    /**
     * SHOW, EXPLAIN, ANALYZE, VACUUM, LOCK …: nothing that concerns rows read.
     *
     * @param mayEndTransaction whether the engine may commit for it
     */
    record Harmless(boolean mayEndTransaction) implements StatementPlan {
        /** One that leaves the transaction alone. */
        public Harmless() {
            this(false);
        }
    }

    /**
     * A text that could not be understood with certainty.
     *
     * @param reason why
     * @param mayWrite whether it may change rows (so that images of tables it names must go)
     * @param words all identifiers in it, folded to upper case
     */
    record Unanalysed(UnguardedReason reason, boolean mayWrite, Set<String> words) implements StatementPlan {
        public Unanalysed {
            words = Set.copyOf(words);
        }
    }
}
