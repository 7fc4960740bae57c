package io.noclobber.internal.sql;

import java.util.Set;

/**
 * Where the clauses of an UPDATE or DELETE lie, by token.
 *
 * <p>Two operands never stand side by side in an expression. So a word that may end the condition does
 * end it when the token before it ends an operand, and is a name when it does not.
 *
 * @param verb the verb of the statement itself, behind its common table expressions
 * @param set SET, or -1
 * @param where WHERE, or -1
 * @param end the token behind the last one of the condition, or of the statement up to the place where
 *     a condition belongs
 */
record WriteClauses(int verb, int set, int where, int end) {
    private static final Set<String> ENDINGS = Set.of(
            "RETURNING",
            "RETURN",
            "ORDER",
            "LIMIT",
            "OPTION",
            "PREFERRING",
            "FETCH",
            "OFFSET",
            "ROWS",
            "PLAN",
            "LOG",
            "WITH",
            "FOR");

    private static final Set<String> OPERATORS = Set.of(
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
            "WHERE",
            "SET",
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
            "ANY",
            "ALL",
            "SOME",
            "EXISTS",
            "DISTINCT",
            "BY",
            "UPDATE",
            "DELETE",
            "GLOB",
            "MATCH",
            "OVERLAPS",
            "CONTAINING",
            "STARTING",
            "AS",
            "ON",
            "USING",
            "PRIOR",
            "BINARY",
            "INTERVAL");

    /** Finds them; the search for what ends the statement begins at {@code from}. */
    static WriteClauses of(Tokens tokens, int verb, int from) {
        int set = tokens.is(verb, "UPDATE") ? tokens.find("SET", verb) : -1;
        int where = tokens.find("WHERE", from);
        int end = where < 0 ? Math.max(from, set + 1) : where + 1;
        while (end < tokens.count() && !ends(tokens, end)) {
            end++;
        }
        return new WriteClauses(verb, set, where, end);
    }

    /** RETURNING or RETURN of an UPDATE or DELETE, or -1. */
    static int returning(Tokens tokens, int verb) {
        for (int token = verb + 2; token < tokens.count(); token++) {
            if (tokens.depth(token) == 0
                    && tokens.isAny(token, "RETURNING", "RETURN")
                    && endsOperand(tokens, token - 1)
                    && !tokens.isAny(token + 1, ".", "=", "SET")) {
                return token;
            }
        }
        return -1;
    }

    /**
     * Whether something behind the condition limits the rows that are written. ORDER BY and LIMIT do not
     * count: where the condition pins the whole key they have nothing to choose from.
     */
    boolean isLimited(Tokens tokens) {
        for (int token = end; token < tokens.count(); token++) {
            if (tokens.depth(token) == 0 && tokens.isAny(token, "FETCH", "OFFSET", "ROWS") || tokens.is(token, "{")) {
                return true;
            }
            if (tokens.isAny(token, "RETURNING", "RETURN")) {
                return false;
            }
        }
        return false;
    }

    private static boolean ends(Tokens tokens, int token) {
        if (tokens.is(token, ";")) {
            return true;
        }
        if (tokens.is(token, "{") && tokens.is(token + 1, "LIMIT")) {
            return true;
        }
        return tokens.depth(token) == 0
                && ENDINGS.contains(tokens.word(token))
                && endsOperand(tokens, token - 1)
                && !tokens.is(token + 1, ".")
                && !Masks.isHint(tokens, token);
    }

    /** Whether an operand or a name may end with a token. */
    static boolean endsOperand(Tokens tokens, int token) {
        return switch (tokens.kind(token)) {
            case QUOTED, STRING, NUMBER, PARAMETER, VARIABLE, CLOSE -> true;
            case WORD -> !OPERATORS.contains(tokens.word(token)) || tokens.is(token - 1, ".");
            case SYMBOL, OPEN -> false;
        };
    }
}
