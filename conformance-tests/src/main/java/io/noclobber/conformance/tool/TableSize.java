package io.noclobber.conformance.tool;

import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/** How large a table is by the catalog, which may be some time behind. No row is read. Stateless. */
final class TableSize {
    private static final String UNKNOWN = "the catalog does not say";
    private static final String MYSQL =
            "SELECT TABLE_ROWS, DATA_LENGTH + INDEX_LENGTH FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    /** Queries for rows and bytes of a schema's table, by product. */
    private static final Map<String, String> QUERIES = Map.of(
            "PostgreSQL",
            "SELECT CASE WHEN c.reltuples >= 0 THEN c.reltuples END, pg_catalog.pg_total_relation_size(c.oid)"
                    + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'm')",
            "MariaDB",
            MYSQL,
            "MySQL",
            MYSQL,
            "H2",
            "SELECT ROW_COUNT_ESTIMATE, CAST(NULL AS BIGINT) FROM INFORMATION_SCHEMA.TABLES"
                    + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND TABLE_TYPE = 'BASE TABLE'",
            "HSQL Database Engine",
            "SELECT CARDINALITY, CAST(NULL AS BIGINT) FROM INFORMATION_SCHEMA.SYSTEM_TABLESTATS"
                    + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
            "Apache Derby",
            "SELECT CAST(NULL AS BIGINT), SUM(NUMALLOCATEDPAGES * PAGESIZE) FROM TABLE(SYSCS_DIAG.SPACE_TABLE(?, ?)) S",
            "DuckDB",
            "SELECT estimated_size, CAST(NULL AS BIGINT) FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?");

    private TableSize() {}

    /** In words, such as {@code about 1,200 rows, 3.4 MB}. */
    static String of(Connection connection, TableName table) throws SQLException {
        String query = QUERIES.get(connection.getMetaData().getDatabaseProductName());
        String place = table.schema() == null ? table.catalog() : table.schema();
        if (query == null || place == null) {
            return UNKNOWN;
        }
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, place);
            statement.setString(2, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? words(rows) : UNKNOWN;
            }
        } catch (SQLException notAllowed) {
            return UNKNOWN + " ("
                    + String.valueOf(notAllowed.getMessage())
                            .lines()
                            .findFirst()
                            .orElse("") + ")";
        }
    }

    private static String words(ResultSet rows) throws SQLException {
        long count = rows.getLong(1);
        String told = rows.wasNull() ? "" : String.format(Locale.ROOT, "about %,d rows", count);
        long bytes = rows.getLong(2);
        if (rows.wasNull()) {
            return told.isEmpty() ? UNKNOWN : told;
        }
        return told + (told.isEmpty() ? "" : ", ") + inUnits(bytes);
    }

    /** Such as {@code 3.4 MB}. */
    static String inUnits(long bytes) {
        if (bytes < 1_000_000) {
            return (bytes + 999) / 1000 + " kB";
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
    }
}
