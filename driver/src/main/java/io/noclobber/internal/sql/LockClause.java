package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax.Grammar;

/**
 * The clause that begins with WITH and says how a query locks its rows, in Firebird, Db2 and Derby; it is empty where
 * there is none. Immutable.
 *
 * @param start its first token
 * @param end the token behind it
 * @param locking whether it keeps the rows from being written by others
 */
record LockClause(int start, int end, boolean locking) {
    private static final LockClause NONE = new LockClause(0, 0, false);

    static LockClause of(Tokens tokens, int verb) {
        int with = verb < 0 ? -1 : tokens.find("WITH", verb);
        if (with < 0) {
            return NONE;
        }
        Grammar grammar = tokens.syntax.grammar();
        if (grammar == Grammar.FIREBIRD) {
            return firebird(tokens, with);
        }
        return grammar == Grammar.DB2 || grammar == Grammar.DERBY ? isolation(tokens, with) : NONE;
    }

    /** WITH LOCK stands last; Firebird 5 lets SKIP LOCKED follow. */
    private static LockClause firebird(Tokens tokens, int with) {
        boolean skips = tokens.is(with + 2, "SKIP") && tokens.is(with + 3, "LOCKED");
        int end = with + (skips ? 4 : 2);
        return tokens.is(with + 1, "LOCK") && end == tokens.statementEnd() ? new LockClause(with, end, true) : NONE;
    }

    /** WITH RR, RS, CS or UR, and in Db2 USE AND KEEP … LOCKS. */
    private static LockClause isolation(Tokens tokens, int with) {
        if (!tokens.isAny(with + 1, "RR", "RS", "CS", "UR")) {
            return NONE;
        }
        boolean keeps = tokens.is(with + 2, "USE")
                && tokens.is(with + 3, "AND")
                && tokens.is(with + 4, "KEEP")
                && tokens.isAny(with + 5, "SHARE", "UPDATE", "EXCLUSIVE")
                && tokens.is(with + 6, "LOCKS");
        return new LockClause(with, with + (keeps ? 7 : 2), keeps && !tokens.is(with + 5, "SHARE"));
    }
}
