package io.noclobber.internal.sql;

import io.noclobber.internal.sql.StatementPlan.Call;
import io.noclobber.internal.sql.StatementPlan.Definition;
import io.noclobber.internal.sql.StatementPlan.Harmless;
import io.noclobber.internal.sql.StatementPlan.Insert;
import io.noclobber.internal.sql.StatementPlan.OpaqueRead;
import io.noclobber.internal.sql.StatementPlan.OpaqueWrite;
import io.noclobber.internal.sql.StatementPlan.SessionSetting;
import io.noclobber.internal.sql.StatementPlan.TransactionControl;
import io.noclobber.row.SqlSyntax.Grammar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements whose tokens alone say what they do, so that they are not parsed. */
final class LexicalPlans {
    private static final StatementPlan HARMLESS = new Harmless();

    private final Tokens tokens;
    private final Names names;
    private final int verb;

    private LexicalPlans(Tokens tokens) {
        this.tokens = tokens;
        this.names = new Names(tokens);
        this.verb = RootVerb.find(tokens);
    }

    /** What the statement does, or {@code null} where it must be parsed or cannot be understood. */
    static @Nullable StatementPlan of(Tokens tokens) {
        return new LexicalPlans(tokens).plan();
    }

    private @Nullable StatementPlan plan() {
        if (tokens.statementEnd() == 0) {
            return HARMLESS;
        }
        if (tokens.is(0, "{")) {
            return tokens.isAny(1, "CALL", "?") ? call() : null;
        }
        StatementPlan block = block();
        if (block != null || tokens.severalStatements()) {
            return block;
        }
        StatementPlan transaction = TransactionTexts.plan(tokens);
        return transaction == null ? byVerb() : transaction;
    }

    /** Texts that may hold semicolons. */
    private @Nullable StatementPlan block() {
        return switch (tokens.word(0)) {
            case "DECLARE", "EXEC", "EXECUTE" -> call();
            case "CALL", "DO" -> tokens.severalStatements() ? null : call();
            case "BEGIN" -> TransactionTexts.begins(tokens) ? null : call();
            case "CREATE", "ALTER" -> definesCode() ? new Definition(false) : null;
            default -> null;
        };
    }

    private boolean definesCode() {
        for (int token = 1; token < 8; token++) {
            if (tokens.isAny(token, "PROCEDURE", "FUNCTION", "TRIGGER", "PACKAGE", "TYPE", "EVENT", "PROC")) {
                return true;
            }
        }
        return false;
    }

    private @Nullable StatementPlan byVerb() {
        return switch (tokens.word(verb)) {
            case "INSERT" -> isFollowed() ? null : insert();
            case "REPLACE", "UPSERT" -> isFollowed() ? null : opaque(UnguardedReason.UPSERT);
            case "MERGE" -> isFollowed() ? null : opaque(UnguardedReason.MERGE);
            case "UPDATE", "DELETE" -> write();
            case "SELECT" -> select();
            case "CREATE", "DROP", "RENAME", "COMMENT", "GRANT", "REVOKE", "REINDEX", "REFRESH", "PURGE" ->
                isFollowed() ? null : new Definition(false);
            case "ALTER" -> tokens.is(1, "SESSION") ? setting() : isFollowed() ? null : new Definition(false);
            case "TRUNCATE" -> isFollowed() ? null : new Definition(true, emptied());
            case "SET", "USE", "PRAGMA", "RESET", "DISCARD", "ATTACH", "DETACH" ->
                isFollowed() || runsAnother() ? null : setting();
            case "ANALYZE", "ANALYSE" -> isFollowed() || runsWrite() ? null : new Harmless(Endings.known(tokens));
            case "VACUUM", "LOCK", "UNLOCK", "CHECKPOINT", "FLUSH", "CHECK", "OPTIMIZE", "REPAIR" ->
                isFollowed() ? null : new Harmless(Endings.known(tokens));
            case "SHOW",
                    "DESCRIBE",
                    "DESC",
                    "LISTEN",
                    "UNLISTEN",
                    "NOTIFY",
                    "KILL",
                    "FETCH",
                    "CLOSE",
                    "MOVE",
                    "DEALLOCATE",
                    "PREPARE",
                    "PRINT",
                    "HELP" -> isFollowed() ? null : HARMLESS;
            case "EXPLAIN" -> Words.mayWrite(tokens.text) ? null : HARMLESS;
            case "COPY" -> new Insert(null);
            case "XA" ->
                tokens.isAny(1, "START", "BEGIN")
                        ? new TransactionControl(TransactionControl.Kind.BEGIN, null)
                        : call();
            case "LOAD", "IMPORT", "RUN", "BACKUP", "RESTORE" -> call();
            default -> null;
        };
    }

    private StatementPlan call() {
        return new Call(Endings.byCall(tokens));
    }

    private StatementPlan setting() {
        return new SessionSetting(Endings.bySetting(tokens));
    }

    /** MariaDB's SET STATEMENT … FOR is the statement behind FOR. */
    private boolean runsAnother() {
        return tokens.is(verb, "SET") && tokens.is(verb + 1, "STATEMENT") && tokens.find("FOR", verb) > 0;
    }

    /** MariaDB's ANALYZE runs the statement that it explains; ANALYZE TABLE … UPDATE HISTOGRAM does not. */
    private boolean runsWrite() {
        return tokens.isAny(verb + 1, "FORMAT", "UPDATE", "DELETE", "INSERT", "REPLACE", "WITH", "SELECT")
                && Words.mayWrite(tokens.text);
    }

    /** The tables of a TRUNCATE, or none where it may reach others. */
    private List<TableReference> emptied() {
        if (tokens.find("CASCADE", verb) > 0) {
            return List.of();
        }
        List<TableReference> tables = new ArrayList<>();
        int token = verb;
        do {
            token++;
            while (tokens.isAny(token, "TABLE", "ONLY", "IF", "EXISTS")) {
                token++;
            }
            TableReference table = names.table(token);
            if (table == null) {
                return List.of();
            }
            tables.add(table);
            token = tokens.find(",", token);
        } while (token > 0);
        return tables;
    }

    /** SQL Server needs no semicolon between statements. */
    private boolean isFollowed() {
        if (tokens.syntax.grammar() != Grammar.SQLSERVER || tokens.is(verb, "MERGE")) {
            return false;
        }
        for (int token = verb + 1; token < tokens.count(); token++) {
            if (tokens.depth(token) == 0
                    && tokens.isAny(token, "UPDATE", "DELETE", "MERGE", "EXEC", "EXECUTE", "CALL", "TRUNCATE", "DROP")
                    && !tokens.isAny(verb, "GRANT", "REVOKE", "CREATE", "ALTER")) {
                return true;
            }
        }
        return false;
    }

    private StatementPlan insert() {
        if (hasInnerWrite()) {
            return opaque(UnguardedReason.WRITING_CTE);
        }
        boolean replaces = tokens.isAny(verb + 1, "OR", "OVERWRITE");
        for (int token = verb; token < tokens.count() && !replaces; token++) {
            replaces = tokens.depth(token) == 0
                    && tokens.is(token, "ON")
                    && (tokens.isAny(token + 1, "DUPLICATE") || (tokens.is(token + 1, "CONFLICT") && updates(token)));
        }
        return replaces ? opaque(UnguardedReason.UPSERT) : new Insert(target(verb));
    }

    private boolean updates(int conflict) {
        int then = tokens.find("DO", conflict);
        return !tokens.is(then + 1, "NOTHING");
    }

    private @Nullable StatementPlan write() {
        if (hasInnerWrite()) {
            return opaque(UnguardedReason.WRITING_CTE);
        }
        if (tokens.is(verb + 1, "OR")) {
            return opaque(UnguardedReason.UPSERT);
        }
        if (tokens.isAny(verb + 1, "TOP", "FIRST") && (tokens.is(verb + 2, "(") || tokens.is(verb + 2, Kind.NUMBER))) {
            return opaque(UnguardedReason.LIMITED_WRITE);
        }
        int where = tokens.find("WHERE", verb);
        if (where > 0 && tokens.is(where + 1, "CURRENT") && tokens.is(where + 2, "OF")) {
            return opaque(UnguardedReason.CURRENT_OF);
        }
        return isLimited() ? opaque(UnguardedReason.LIMITED_WRITE) : null;
    }

    /** The limits that the parser cannot read. */
    private boolean isLimited() {
        boolean history = tokens.is(verb + 1, "HISTORY") && tokens.is(verb + 2, "FROM");
        int portion = tokens.find("PORTION", verb);
        boolean period = portion > 0 && tokens.is(portion - 1, "FOR") && tokens.is(portion + 1, "OF");
        int fetch = tokens.find("FETCH", verb);
        boolean fetches = fetch > 0 && tokens.isAny(fetch + 1, "FIRST", "NEXT");
        int rows = tokens.find("ROWS", verb);
        boolean counts = rows > 0 && (tokens.is(rows + 1, Kind.NUMBER) || tokens.is(rows + 1, Kind.PARAMETER));
        return history || period || fetches || counts;
    }

    private @Nullable StatementPlan select() {
        if (hasInnerWrite()) {
            return opaque(UnguardedReason.WRITING_CTE);
        }
        int into = tokens.find("INTO", verb);
        if (into > 0) {
            boolean variables = tokens.is(into + 1, Kind.VARIABLE) || tokens.isAny(into + 1, "OUTFILE", "DUMPFILE");
            return variables ? new OpaqueRead(UnguardedReason.NO_TABLE) : new Definition(false);
        }
        return tokens.find("FROM", verb) < 0 && verb == 0 && tokens.find("UNION", verb) < 0 && !isFollowed()
                ? withoutTable()
                : null;
    }

    /** A function may be one of the application's own, and write rows, or choose what names mean. */
    private StatementPlan withoutTable() {
        if (tokens.find("SET_CONFIG", verb) > 0) {
            return setting();
        }
        return Functions.mayWrite(tokens, verb)
                ? new Call(Endings.byFunction(tokens))
                : new OpaqueRead(UnguardedReason.NO_TABLE);
    }

    private StatementPlan opaque(UnguardedReason reason) {
        List<TableReference> tables = innerWrites();
        if (!tokens.is(verb, "SELECT") && (!tokens.is(verb, "INSERT") || reason == UnguardedReason.UPSERT)) {
            TableReference target = target(verb);
            if (target != null) {
                tables.add(target);
            }
        }
        return new OpaqueWrite(tables, reason);
    }

    /** The tables that statements inside brackets write. */
    private List<TableReference> innerWrites() {
        List<TableReference> tables = new ArrayList<>();
        for (int token = 1; token < tokens.count(); token++) {
            if (isInnerWrite(token)) {
                TableReference target = target(token);
                if (target != null) {
                    tables.add(target);
                }
            }
        }
        return tables;
    }

    private boolean hasInnerWrite() {
        for (int token = 1; token < tokens.count(); token++) {
            if (isInnerWrite(token)) {
                return true;
            }
        }
        return false;
    }

    private boolean isInnerWrite(int token) {
        return tokens.is(token - 1, "(")
                && tokens.isAny(token, "UPDATE", "DELETE", "MERGE", "INSERT")
                && !tokens.isAny(token + 1, "(", ",", ")");
    }

    private @Nullable TableReference target(int write) {
        int token = write + 1;
        if (tokens.is(token, "HISTORY") && tokens.is(token + 1, "FROM")) {
            token++;
        }
        if (tokens.is(token, "OR")) {
            token += 2;
        }
        while (tokens.isAny(token, "LOW_PRIORITY", "QUICK", "IGNORE", "ONLY", "FROM", "INTO", "INSERT", "DELAYED")) {
            token++;
        }
        if (tokens.isAny(token, "TOP", "FIRST") && tokens.is(token + 1, "(")) {
            token = tokens.close(token + 1) + 1;
            while (tokens.isAny(token, "FROM", "INTO")) {
                token++;
            }
        } else if (tokens.isAny(token, "TOP", "FIRST") && tokens.is(token + 1, Kind.NUMBER)) {
            token += 2;
        }
        return names.table(token);
    }
}
