package io.noclobber.internal.sql;

import java.util.Locale;
import java.util.Set;

/** Tells whether a query calls functions that may write rows: all but those of the engines that do not. */
final class Functions {
    private static final Set<String> HARMLESS = Set.of(
            "ABS",
            "CAST",
            "CHANGES",
            "CHAR",
            "COALESCE",
            "CONCAT",
            "CONNECTION_ID",
            "CONVERT",
            "CURRENT_DATABASE",
            "CURRENT_DATE",
            "CURRENT_SCHEMA",
            "CURRENT_SETTING",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "CURRENT_USER",
            "CURRVAL",
            "DATABASE",
            "DATE",
            "DECIMAL",
            "EXISTS",
            "FOUND_ROWS",
            "GEN_RANDOM_UUID",
            "GETDATE",
            "GET_LOCK",
            "GREATEST",
            "IDENTITY",
            "IN",
            "LASTVAL",
            "LAST_INSERT_ID",
            "LAST_INSERT_ROWID",
            "LEAST",
            "LENGTH",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "LOWER",
            "NEXTVAL",
            "NOW",
            "NULLIF",
            "NUMERIC",
            "PG_ADVISORY_LOCK",
            "PG_ADVISORY_UNLOCK",
            "PG_ADVISORY_XACT_LOCK",
            "PG_BACKEND_PID",
            "PG_SLEEP",
            "PG_TRY_ADVISORY_LOCK",
            "PG_TRY_ADVISORY_XACT_LOCK",
            "RANDOM_UUID",
            "RELEASE_LOCK",
            "ROUND",
            "ROW_COUNT",
            "SCHEMA",
            "SCOPE_IDENTITY",
            "SELECT",
            "SETVAL",
            "SLEEP",
            "STRFTIME",
            "SYSDATE",
            "TO_CHAR",
            "TO_DATE",
            "TXID_CURRENT",
            "UPPER",
            "USER",
            "UUID",
            "VARCHAR",
            "VERSION");

    private Functions() {}

    /** Whether any function is called behind the token {@code from} that is not known to leave rows alone. */
    static boolean mayWrite(Tokens tokens, int from) {
        Names names = new Names(tokens);
        for (int token = from + 1; token < tokens.count(); token++) {
            if (tokens.is(token + 1, "(")
                    && tokens.isName(token)
                    && !HARMLESS.contains(names.name(token).text().toUpperCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
