package io.noclobber.internal.sql;

import io.noclobber.internal.sql.StatementPlan.Harmless;
import io.noclobber.internal.sql.StatementPlan.TransactionControl;
import io.noclobber.internal.sql.StatementPlan.TransactionControl.Kind;
import io.noclobber.row.SqlSyntax.Grammar;
import org.jspecify.annotations.Nullable;

/** Recognises COMMIT, ROLLBACK, SAVEPOINT and their like. */
final class TransactionTexts {
    private TransactionTexts() {}

    static @Nullable StatementPlan plan(Tokens tokens) {
        return switch (tokens.word(0)) {
            case "BEGIN" -> isBegin(tokens) ? plain(Kind.BEGIN) : null;
            case "START" -> tokens.is(1, "TRANSACTION") ? plain(Kind.BEGIN) : null;
            case "COMMIT" -> tokens.is(1, "PREPARED") ? new Harmless() : plain(Kind.COMMIT);
            case "END" -> plain(Kind.COMMIT);
            case "ABORT" -> plain(Kind.ROLLBACK);
            case "ROLLBACK" -> rollback(tokens);
            case "SAVEPOINT" -> named(Kind.SAVEPOINT, tokens, 1);
            case "SAVE" -> tokens.isAny(1, "TRAN", "TRANSACTION") ? named(Kind.SAVEPOINT, tokens, 2) : null;
            case "RELEASE" -> named(Kind.RELEASE, tokens, tokens.is(1, "SAVEPOINT") ? 2 : 1);
            default -> null;
        };
    }

    private static boolean isBegin(Tokens tokens) {
        return begins(tokens) && !tokens.severalStatements();
    }

    /** Whether the text begins with a transaction, not with a block. */
    static boolean begins(Tokens tokens) {
        return tokens.statementEnd() == 1
                || tokens.isAny(
                        1,
                        "WORK",
                        "TRANSACTION",
                        "TRAN",
                        "DEFERRED",
                        "IMMEDIATE",
                        "EXCLUSIVE",
                        "CONCURRENT",
                        "ISOLATION",
                        "READ",
                        "NOT",
                        ";");
    }

    private static @Nullable StatementPlan rollback(Tokens tokens) {
        if (tokens.is(1, "PREPARED")) {
            return new Harmless();
        }
        int token = tokens.isAny(1, "WORK", "TRAN", "TRANSACTION") ? 2 : 1;
        if (tokens.is(token, "TO")) {
            return named(Kind.ROLLBACK_TO, tokens, tokens.is(token + 1, "SAVEPOINT") ? token + 2 : token + 1);
        }
        boolean saved = tokens.syntax.grammar() == Grammar.SQLSERVER && token == 2 && tokens.isName(2);
        return saved ? named(Kind.ROLLBACK_TO, tokens, 2) : plain(Kind.ROLLBACK);
    }

    private static StatementPlan plain(Kind kind) {
        return new TransactionControl(kind, null);
    }

    private static @Nullable StatementPlan named(Kind kind, Tokens tokens, int token) {
        return tokens.isName(token) ? new TransactionControl(kind, new Names(tokens).name(token)) : null;
    }
}
