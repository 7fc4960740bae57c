package io.noclobber.conformance.tool;

import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How large a table is by the catalog, which may be some time behind. No row is read. Stateless. */
final class TableSize {
    static final String UNKNOWN = "not told by this database";

    private static final String MYSQL =
            "SELECT TABLE_ROWS, DATA_LENGTH + INDEX_LENGTH FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    private static final String POSTGRESQL =
            "SELECT CASE WHEN c.reltuples >= 0 THEN c.reltuples END, pg_catalog.pg_total_relation_size(c.oid)"
                    + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'm')";

    private static final String H2 = "SELECT ROW_COUNT_ESTIMATE, CAST(NULL AS BIGINT) FROM INFORMATION_SCHEMA.TABLES"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND TABLE_TYPE = 'BASE TABLE'";

    private static final String HSQLDB =
            "SELECT CARDINALITY, CAST(NULL AS BIGINT) FROM INFORMATION_SCHEMA.SYSTEM_TABLESTATS"
                    + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    private static final String DERBY =
            "SELECT CAST(NULL AS BIGINT), SUM(NUMALLOCATEDPAGES * PAGESIZE) FROM TABLE(SYSCS_DIAG.SPACE_TABLE(?, ?)) S";

    private static final String DUCKDB =
            "SELECT estimated_size, CAST(NULL AS BIGINT) FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?";

    /** With the pages of its indexes. */
    private static final String SQLITE = "SELECT NULL, SUM(pgsize) FROM dbstat"
            + " WHERE aggregate = 1 AND name IN (SELECT name FROM sqlite_master WHERE tbl_name = ?)";

    /** What it adds up are the pages themselves, all of them. */
    private static final long LARGEST_OF_SQLITE = 1_000_000_000;

    /** The statistics of a unique index are one by the number of rows, of when they were computed; 0 where they never were. */
    private static final String FIREBIRD = "SELECT CAST(1 / MIN(RDB$STATISTICS) AS BIGINT), CAST(NULL AS BIGINT)"
            + " FROM RDB$INDICES WHERE RDB$RELATION_NAME = ? AND RDB$UNIQUE_FLAG = 1 AND RDB$STATISTICS > 0";

    private TableSize() {}

    /** In words, such as {@code about 1,200 rows, 3.4 MB}. */
    static String of(Connection connection, TableName table) throws SQLException {
        String product = String.valueOf(connection.getMetaData().getDatabaseProductName());
        String place = table.schema() == null ? table.catalog() : table.schema();
        try {
            return switch (product) {
                case "PostgreSQL" -> ask(connection, POSTGRESQL, place, table.name());
                case "MariaDB", "MySQL" -> ask(connection, MYSQL, place, table.name());
                case "H2" -> ask(connection, H2, place, table.name());
                case "HSQL Database Engine" -> ask(connection, HSQLDB, place, table.name());
                case "Apache Derby" -> ask(connection, DERBY, place, table.name());
                case "DuckDB" -> ask(connection, DUCKDB, place, table.name());
                case "SQLite" -> sqlite(connection, table.name());
                default -> product.startsWith("Firebird") ? ask(connection, FIREBIRD, table.name()) : UNKNOWN;
            };
        } catch (SQLException notAllowed) {
            return UNKNOWN + " ("
                    + String.valueOf(notAllowed.getMessage())
                            .lines()
                            .findFirst()
                            .orElse("") + ")";
        }
    }

    private static String ask(Connection connection, String query, @Nullable String... names) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < names.length; i++) {
                statement.setString(i + 1, names[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? words(rows) : UNKNOWN;
            }
        }
    }

    private static String sqlite(Connection connection, String table) throws SQLException {
        long bytes = number(connection, "PRAGMA page_count") * number(connection, "PRAGMA page_size");
        return bytes > LARGEST_OF_SQLITE
                ? UNKNOWN + " without reading it whole (the file has " + inUnits(bytes) + ")"
                : ask(connection, SQLITE, table);
    }

    private static long number(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            return rows.next() ? rows.getLong(1) : 0;
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
