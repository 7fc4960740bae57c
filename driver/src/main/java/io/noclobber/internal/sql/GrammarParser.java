package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax.Grammar;
import net.sf.jsqlparser.parser.AbstractJSqlParser.Dialect;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;
import org.jspecify.annotations.Nullable;

/** Runs JSqlParser, in the calling thread and never past the end of one statement. */
final class GrammarParser {
    private static final int END = 0;

    private GrammarParser() {}

    /** The statement, or {@code null} where the parser cannot read the whole of {@code text}. */
    static @Nullable Statement parse(String text, Grammar grammar) {
        CCJSqlParser parser = CCJSqlParserUtil.newParser(text)
                .withDialect(dialect(grammar))
                .withAllowComplexParsing(false)
                .withSquareBracketQuotation(false)
                .withBackslashEscapeCharacter(false)
                .withDoubleQuotedStrings(false)
                .withHashLineComments(false);
        try {
            Statement statement = parser.Statement();
            // it stops at the first semicolon and says nothing of the rest
            return parser.getNextToken().kind == END ? statement : null;
        } catch (ParseException | TokenMgrException | StackOverflowError notUnderstood) {
            return null;
        } catch (RuntimeException brokenParser) {
            // it converts some literals while it parses, and lets their exceptions through
            return null;
        }
    }

    private static Dialect dialect(Grammar grammar) {
        return switch (grammar) {
            case ANSI, HSQLDB, DERBY, SQLITE, FIREBIRD, DB2 -> Dialect.ANSI_SQL;
            case H2 -> Dialect.H2;
            case POSTGRESQL, DUCKDB -> Dialect.POSTGRESQL;
            case MARIADB -> Dialect.MARIADB;
            case MYSQL -> Dialect.MYSQL;
            case ORACLE -> Dialect.ORACLE;
            case SQLSERVER -> Dialect.SQLSERVER;
        };
    }
}
