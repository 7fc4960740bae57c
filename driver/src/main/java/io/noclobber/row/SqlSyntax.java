package io.noclobber.row;

import org.jspecify.annotations.Nullable;

/**
 * The lexical rules in which databases differ. A wrong one mis-reads where a string ends, so they
 * are decided once a connection, by its dialect. Immutable.
 *
 * @param grammar the name of the grammar family, one of the constants of {@link Grammar}
 * @param backslashEscapes a backslash in {@code '…'} escapes the next character (MySQL, MariaDB)
 * @param doubleQuotedStrings {@code "…"} is a string, not an identifier (MySQL without ANSI_QUOTES)
 * @param backtickIdentifiers {@code `…`} is an identifier
 * @param bracketIdentifiers {@code […]} is an identifier (SQL Server, SQLite)
 * @param hashComments {@code #} begins a comment up to the end of the line (MySQL, MariaDB)
 * @param dollarQuotes {@code $tag$…$tag$} is a string (PostgreSQL, H2)
 * @param nestedComments block comments nest (PostgreSQL, SQL Server)
 * @param questionOperators {@code ??} is an escaped question mark, not two parameters (PostgreSQL)
 */
public record SqlSyntax(
        Grammar grammar,
        boolean backslashEscapes,
        boolean doubleQuotedStrings,
        boolean backtickIdentifiers,
        boolean bracketIdentifiers,
        boolean hashComments,
        boolean dollarQuotes,
        boolean nestedComments,
        boolean questionOperators) {

    /** Which family of grammars the parser is told to expect. */
    public enum Grammar {
        ANSI,
        HSQLDB,
        H2,
        DERBY,
        SQLITE,
        POSTGRESQL,
        MARIADB,
        MYSQL,
        FIREBIRD,
        ORACLE,
        SQLSERVER,
        DB2,
        DUCKDB
    }

    /** Standard SQL: the rules of an engine nobody has measured. */
    public static final SqlSyntax STANDARD =
            new SqlSyntax(Grammar.ANSI, false, false, false, false, false, false, false, false);

    // Written out, because what the JDK links for a record costs the first connection more than all else here.

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof SqlSyntax that
                        && grammar == that.grammar
                        && backslashEscapes == that.backslashEscapes
                        && doubleQuotedStrings == that.doubleQuotedStrings
                        && backtickIdentifiers == that.backtickIdentifiers
                        && bracketIdentifiers == that.bracketIdentifiers
                        && hashComments == that.hashComments
                        && dollarQuotes == that.dollarQuotes
                        && nestedComments == that.nestedComments
                        && questionOperators == that.questionOperators;
    }

    @Override
    public int hashCode() {
        return grammar.hashCode();
    }
}
