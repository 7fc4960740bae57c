package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax;

/**
 * Understands statement texts and remembers what it understood. Thread-safe; one for each set of
 * lexical rules, shared by all connections that have them.
 */
public interface SqlAnalyser {
    /** What {@code text} does. Never fails: what is not understood is {@link StatementPlan.Unanalysed}. */
    AnalysedStatement analyse(String text);

    /** The lexical rules it reads texts by. */
    SqlSyntax syntax();
}
