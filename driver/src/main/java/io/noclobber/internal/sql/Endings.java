package io.noclobber.internal.sql;

import java.util.Locale;

/**
 * Which statements may end the transaction they run in, though they do not say so. Where an engine was
 * not measured they all may.
 */
final class Endings {
    private Endings() {}

    /** ANALYZE, LOCK, CHECKPOINT and their like. */
    static boolean known(Tokens tokens) {
        return switch (tokens.syntax.grammar()) {
            case POSTGRESQL, SQLITE, SQLSERVER, DERBY, DUCKDB -> false;
            case ANSI, HSQLDB, H2, MARIADB, MYSQL, FIREBIRD, ORACLE, DB2 -> true;
        };
    }

    /** A procedure, a block: PostgreSQL refuses to end a transaction there that it did not begin. */
    static boolean byCall(Tokens tokens) {
        return switch (tokens.syntax.grammar()) {
            case POSTGRESQL, SQLITE, DUCKDB -> false;
            case ANSI, HSQLDB, H2, DERBY, MARIADB, MYSQL, FIREBIRD, ORACLE, SQLSERVER, DB2 -> true;
        };
    }

    /** A function of the application's own that a query calls: most engines refuse to end a transaction there. */
    static boolean byFunction(Tokens tokens) {
        return switch (tokens.syntax.grammar()) {
            case POSTGRESQL, SQLITE, HSQLDB, MARIADB, MYSQL, SQLSERVER, ORACLE, DUCKDB -> false;
            case ANSI, H2, DERBY, FIREBIRD, DB2 -> true;
        };
    }

    /** SET and its like. */
    static boolean bySetting(Tokens tokens) {
        return switch (tokens.syntax.grammar()) {
            case POSTGRESQL, SQLITE, SQLSERVER, ORACLE, DUCKDB -> false;
            case MARIADB, MYSQL ->
                tokens.isAny(0, "RESET")
                        || tokens.isAny(1, "PASSWORD", "DEFAULT")
                        || tokens.text.toUpperCase(Locale.ROOT).contains("AUTOCOMMIT");
            case ANSI, HSQLDB, H2, DERBY, FIREBIRD, DB2 -> true;
        };
    }
}
