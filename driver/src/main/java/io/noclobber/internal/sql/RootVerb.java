package io.noclobber.internal.sql;

/** Finds the word that says what a statement does. */
final class RootVerb {
    private RootVerb() {}

    /** The first token, or the verb behind the common table expressions. */
    static int find(Tokens tokens) {
        if (!tokens.is(0, "WITH")) {
            return 0;
        }
        for (int token = 1; token < tokens.count(); token++) {
            if (tokens.depth(token) == 0
                    && tokens.is(token - 1, Kind.CLOSE)
                    && tokens.isAny(
                            token, "SELECT", "UPDATE", "DELETE", "INSERT", "MERGE", "REPLACE", "VALUES", "TABLE")) {
                return token;
            }
        }
        return 0;
    }
}
