package io.noclobber.conformance;

import io.noclobber.conformance.database.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;

/** Counts the connections that a database has open, as it says itself. */
final class OpenConnections {
    private OpenConnections() {}

    /** Counts them; empty where the database does not tell. */
    static OptionalInt count(Engine engine, Connection connection) throws SQLException {
        String text = switch (engine) {
            case HSQLDB, HSQLDB_MVCC -> "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SYSTEM_SESSIONS";
            case H2, STRANGER -> "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS";
            case POSTGRESQL_14, POSTGRESQL_18 ->
                "SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend'";
            case MARIADB, MYSQL_56 -> "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'root'";
            case FIREBIRD -> "SELECT COUNT(*) FROM MON$ATTACHMENTS WHERE MON$SYSTEM_FLAG = 0";
            case DUCKDB -> "SELECT count FROM duckdb_connection_count()";
            case DERBY, SQLITE, IGNITE -> null;
        };
        if (text == null) {
            return OptionalInt.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(text)) {
            rows.next();
            return OptionalInt.of(rows.getInt(1));
        }
    }
}
