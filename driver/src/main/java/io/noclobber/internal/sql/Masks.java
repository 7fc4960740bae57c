package io.noclobber.internal.sql;

import io.noclobber.row.SqlSyntax.Grammar;
import java.util.BitSet;
import java.util.Set;

/**
 * The tokens that the parser must not see, because it cannot read them and nothing of the plan depends
 * on them. What is sent to the database keeps them.
 */
final class Masks {
    private static final Set<String> HINTS = Set.of(
            "NOLOCK",
            "ROWLOCK",
            "UPDLOCK",
            "HOLDLOCK",
            "XLOCK",
            "PAGLOCK",
            "TABLOCK",
            "TABLOCKX",
            "READPAST",
            "READUNCOMMITTED",
            "READCOMMITTED",
            "READCOMMITTEDLOCK",
            "REPEATABLEREAD",
            "SERIALIZABLE",
            "SNAPSHOT",
            "NOWAIT",
            "FORCESEEK",
            "FORCESCAN",
            "NOEXPAND",
            "INDEX");

    private final Tokens tokens;
    private final BitSet masked = new BitSet();

    private Masks(Tokens tokens) {
        this.tokens = tokens;
    }

    static BitSet of(Tokens tokens) {
        Masks masks = new Masks(tokens);
        masks.escapes();
        masks.hints();
        int verb = RootVerb.find(tokens);
        if (tokens.isAny(verb, "UPDATE", "DELETE")) {
            masks.only(verb);
            masks.output(verb);
            masks.returningInto(verb);
            masks.isolation(verb);
        } else {
            masks.shareLock(verb);
            LockClause clause = LockClause.of(tokens, verb);
            masks.masked.set(clause.start(), clause.end());
        }
        return masks.masked;
    }

    /** Whether a table hint begins at a token: WITH, a bracket, a hint. */
    static boolean isHint(Tokens tokens, int with) {
        return tokens.is(with, "WITH") && tokens.is(with + 1, "(") && HINTS.contains(tokens.word(with + 2));
    }

    private void escapes() {
        for (int token = 0; token < tokens.count(); token++) {
            if (tokens.is(token, "{")) {
                masked.set(token);
                boolean keeps = tokens.isAny(token + 1, "ESCAPE", "LIMIT");
                masked.set(token + 1, token + (keeps ? 1 : 2));
                masked.set(tokens.close(token));
            }
        }
    }

    private void hints() {
        for (int token = 0; token < tokens.count(); token++) {
            if (isHint(tokens, token)) {
                masked.set(token, tokens.close(token + 1) + 1);
            }
        }
    }

    private void only(int verb) {
        int token = tokens.is(verb + 1, "FROM") ? verb + 2 : verb + 1;
        if (tokens.is(token, "ONLY")
                && (tokens.isName(token + 1) || tokens.is(token + 1, "("))
                && !tokens.is(token + 1, "SET")) {
            masked.set(token);
            if (tokens.is(token + 1, "(")) {
                masked.set(token + 1);
                masked.set(tokens.close(token + 1));
            }
            return;
        }
        int end = new Names(tokens).end(token);
        if (end > token && tokens.is(end, "*")) {
            masked.set(end);
        }
    }

    /** SQL Server's OUTPUT stands before WHERE. */
    private void output(int verb) {
        int output = tokens.find("OUTPUT", verb);
        int where = tokens.find("WHERE", verb);
        boolean clause = tokens.syntax.grammar() == Grammar.SQLSERVER
                && output > Math.max(verb + 1, tokens.find("SET", verb))
                && (where < 0 || output < where)
                && !tokens.is(output - 1, "FROM")
                && WriteClauses.endsOperand(tokens, output - 1);
        if (clause) {
            masked.set(output, where < 0 ? tokens.statementEnd() : where);
        }
    }

    /** MySQL's LOCK IN SHARE MODE. */
    private void shareLock(int verb) {
        int lock = tokens.find("LOCK", verb);
        boolean clause =
                lock > 0 && tokens.is(lock + 1, "IN") && tokens.is(lock + 2, "SHARE") && tokens.is(lock + 3, "MODE");
        if (clause) {
            masked.set(lock, lock + 4);
        }
    }

    /** DB2's WITH RR, RS, CS and UR. */
    private void isolation(int verb) {
        int with = tokens.find("WITH", verb);
        if (with > 0 && tokens.isAny(with + 1, "RR", "RS", "CS", "UR") && with + 2 == tokens.statementEnd()) {
            masked.set(with, with + 2);
        }
    }

    private void returningInto(int verb) {
        int returning = WriteClauses.returning(tokens, verb);
        if (returning > 0 && tokens.find("INTO", returning) > 0) {
            masked.set(returning, tokens.statementEnd());
        }
    }
}
