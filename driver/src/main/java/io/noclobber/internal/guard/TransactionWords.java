package io.noclobber.internal.guard;

import io.noclobber.internal.sql.StatementPlan.Unanalysed;
import io.noclobber.internal.sql.UnguardedReason;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words of a text of several statements let fear for the transaction. */
final class TransactionWords {
    private static final Set<String> UNDOING = Set.of("ROLLBACK", "ABORT", "SAVEPOINT");
    private static final Set<String> ENDING = Set.of(
            "COMMIT",
            "ROLLBACK",
            "ABORT",
            "SAVEPOINT",
            "END",
            "BEGIN",
            "START",
            "AUTOCOMMIT",
            "CALL",
            "EXEC",
            "EXECUTE",
            "DO",
            "CREATE",
            "ALTER",
            "DROP",
            "RENAME",
            "TRUNCATE",
            "ANALYZE",
            "LOCK",
            "UNLOCK",
            "FLUSH",
            "OPTIMIZE",
            "REPAIR",
            "CHECK",
            "CHECKPOINT",
            "GRANT",
            "REVOKE");
    private static final Pattern CONTROL =
            Pattern.compile("\\b(BEGIN|START|COMMIT|ROLLBACK|ABORT|END)\\b", Pattern.CASE_INSENSITIVE);

    private TransactionWords() {}

    /** Whether the transaction may have been ended or begun. */
    static boolean in(Unanalysed plan) {
        return plan.reason() == UnguardedReason.SEVERAL_STATEMENTS && !Collections.disjoint(plan.words(), ENDING);
    }

    /** Whether own writes may have been undone. */
    static boolean mayUndo(Unanalysed plan) {
        return !Collections.disjoint(plan.words(), UNDOING);
    }

    /** Whether the last of these words begins a transaction. */
    static boolean mayLeaveOpen(String text) {
        Matcher matcher = CONTROL.matcher(text);
        boolean open = false;
        while (matcher.find()) {
            char first = Character.toUpperCase(matcher.group().charAt(0));
            open = first == 'B' || first == 'S';
        }
        return open;
    }
}
