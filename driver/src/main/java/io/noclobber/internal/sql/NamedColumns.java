package io.noclobber.internal.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that a condition names outside subqueries. Read from tokens, because the parser takes some
 * columns ({@code year}, {@code day}) for something else; so a word that is no column may be among them.
 */
final class NamedColumns {
    private static final Set<String> KEYWORDS = Set.of(
            "AND",
            "OR",
            "XOR",
            "NOT",
            "IN",
            "LIKE",
            "ILIKE",
            "RLIKE",
            "REGEXP",
            "BETWEEN",
            "IS",
            "ESCAPE",
            "COLLATE",
            "DIV",
            "MOD",
            "SIMILAR",
            "TO",
            "FROM",
            "WHEN",
            "THEN",
            "ELSE",
            "CASE",
            "END",
            "ANY",
            "ALL",
            "SOME",
            "EXISTS",
            "DISTINCT",
            "AS",
            "ISNULL",
            "NOTNULL",
            "UNKNOWN",
            "SYMMETRIC",
            "INTERVAL",
            "OVERLAPS");

    private NamedColumns() {}

    static List<ColumnReference> of(Tokens tokens, WriteClauses clauses, Scope scope) {
        Set<ColumnReference> found = new LinkedHashSet<>();
        Names names = new Names(tokens);
        int token = clauses.where() < 0 ? clauses.end() : clauses.where() + 1;
        while (token < clauses.end()) {
            int end = Math.max(names.end(token), token + 1);
            if (tokens.is(token, "(") && tokens.isAny(token + 1, "SELECT", "WITH", "VALUES", "TABLE")) {
                end = tokens.close(token) + 1;
            } else if (isColumn(tokens, token, end)) {
                ColumnReference column = scope.column(token, end);
                if (column != null) {
                    found.add(column);
                }
            }
            token = end;
        }
        return List.copyOf(found);
    }

    private static boolean isColumn(Tokens tokens, int token, int end) {
        boolean function = tokens.is(end, "(") && !(tokens.is(end + 1, "+") && tokens.is(end + 2, ")"));
        boolean type = tokens.isAny(token - 1, "::", "AS", "{") || tokens.is(end, Kind.STRING);
        return tokens.isName(token)
                && !function
                && !type
                && !tokens.isLiteral(token)
                && !KEYWORDS.contains(tokens.word(token));
    }
}
