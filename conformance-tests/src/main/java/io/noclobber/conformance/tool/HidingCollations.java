package io.noclobber.conformance.tool;

import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Columns whose collation takes some different texts for equal, so that a check of the application's own, {@code WHERE status = ?},
 * does not notice every change. noclobber compares them exactly. Stateless.
 */
final class HidingCollations {
    private static final String MYSQL = "SELECT COLUMN_NAME, COLLATION_NAME FROM information_schema.COLUMNS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND COLLATION_NAME IS NOT NULL"
            // also those that end with _bin take blanks at the end for nothing
            + " AND COLLATION_NAME NOT LIKE '%nopad\\_bin' AND COLLATION_NAME NOT IN ('utf8mb4_0900_bin', 'binary')"
            + " ORDER BY ORDINAL_POSITION";

    /** Queries for a column and why, by product. */
    private static final Map<String, String> QUERIES = Map.of(
            "PostgreSQL",
            "SELECT a.attname, l.collname FROM pg_catalog.pg_attribute a"
                    + " JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
                    + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation"
                    + " WHERE n.nspname = ? AND c.relname = ? AND NOT l.collisdeterministic AND a.attnum > 0 ORDER BY a.attnum",
            "MariaDB",
            MYSQL,
            "MySQL",
            MYSQL,
            "H2",
            "SELECT COLUMN_NAME, COALESCE(COLLATION_NAME, 'ignores case') FROM INFORMATION_SCHEMA.COLUMNS"
                    + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
                    + " AND (DATA_TYPE = 'VARCHAR_IGNORECASE' OR COLLATION_NAME <> 'OFF') ORDER BY ORDINAL_POSITION",
            "HSQL Database Engine",
            "SELECT COLUMN_NAME, COLLATION_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
                    + " AND COLLATION_NAME IS NOT NULL AND COLLATION_NAME NOT LIKE '%NO PAD' ORDER BY ORDINAL_POSITION");

    private HidingCollations() {}

    /** Such columns of a table, each with the name of its collation; none where the catalog does not say. */
    static List<String> of(Connection connection, TableName table) throws SQLException {
        String query = QUERIES.get(connection.getMetaData().getDatabaseProductName());
        String place = table.schema() == null ? table.catalog() : table.schema();
        List<String> columns = new ArrayList<>();
        if (query == null || place == null) {
            return columns;
        }
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, place);
            statement.setString(2, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1) + " (" + rows.getString(2) + ")");
                }
            }
        }
        return columns;
    }
}
