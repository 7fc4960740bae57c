package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Apache Ignite 2.17, whose transactions keep nobody's work: a write decides by the row as it was before it waited for another
 * transaction, if it waits at all, and then writes all of the row. What its columns hold is compared as in an engine
 * that nobody has measured.
 */
final class IgniteDialect implements Dialect {
    private static final String NAME = "Apache Ignite";
    private static final Dialect UNMEASURED = new GenericDialect(NAME, false, true);

    private static final String UNNOTICED =
            "Apache Ignite decides whether a write meets its condition by the row as it was"
                    + " before the write waited for another transaction, and then writes all columns of the row: a change that"
                    + " is not committed when the write begins, or is committed before the write's own transaction is, is lost,"
                    + " whichever columns it set. Nor can noclobber notice that. What was changed or deleted and committed before"
                    + " the write began is refused";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SqlSyntax.STANDARD;
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        return UNMEASURED.rule(type);
    }

    @Override
    public String unnoticed() {
        return UNNOTICED;
    }

    @Override
    public RowLock rowLock(int isolation) {
        return RowLock.NO_OP_UPDATE;
    }

    @Override
    public VerdictRead verdictRead(int isolation) {
        return VerdictRead.PLAIN;
    }

    /** Its transactions never refuse a write for what others have written; they only wait, or time out. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        return NativeSignal.NONE;
    }

    /**
     * Its planner writes a condition out as a conjunction, of 2^n parts for n keys of two columns: a hundred rows, asked for at
     * once, take all memory of a node.
     */
    @Override
    public int mostKeys() {
        return 1;
    }

    @Override
    public boolean hasSavepoints() {
        return false;
    }
}
