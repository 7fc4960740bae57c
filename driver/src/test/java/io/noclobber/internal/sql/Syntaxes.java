package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.SqlSyntax.Grammar;
import java.util.List;

/** The lexical rules of the databases, as far as tests need them. */
final class Syntaxes {
    static final SqlSyntax STANDARD = SqlSyntax.STANDARD;
    static final SqlSyntax POSTGRESQL =
            new SqlSyntax(Grammar.POSTGRESQL, false, false, false, false, false, true, true, true);
    static final SqlSyntax MARIADB = new SqlSyntax(Grammar.MARIADB, true, true, true, false, true, false, false, false);
    static final SqlSyntax SQLSERVER =
            new SqlSyntax(Grammar.SQLSERVER, false, false, false, true, false, false, true, false);
    static final SqlSyntax ORACLE =
            new SqlSyntax(Grammar.ORACLE, false, false, false, false, false, false, false, false);
    static final SqlSyntax SQLITE = new SqlSyntax(Grammar.SQLITE, false, false, true, true, false, false, false, false);
    static final SqlSyntax H2 = new SqlSyntax(Grammar.H2, false, false, false, false, false, true, true, false);
    static final SqlSyntax HSQLDB =
            new SqlSyntax(Grammar.HSQLDB, false, false, false, false, false, false, false, false);

    static final SqlSyntax FIREBIRD =
            new SqlSyntax(Grammar.FIREBIRD, false, false, false, false, false, false, false, false);
    static final SqlSyntax DB2 = new SqlSyntax(Grammar.DB2, false, false, false, false, false, false, true, false);

    static final SqlSyntax DUCKDB = new SqlSyntax(Grammar.DUCKDB, false, false, true, false, false, true, true, false);

    static final List<SqlSyntax> ALL =
            List.of(STANDARD, POSTGRESQL, MARIADB, SQLSERVER, ORACLE, SQLITE, H2, HSQLDB, FIREBIRD, DB2, DUCKDB);

    private Syntaxes() {}

    static StatementPlan plan(SqlSyntax syntax, String text) {
        return new CachingSqlAnalyser(syntax).analyse(text).plan();
    }
}
