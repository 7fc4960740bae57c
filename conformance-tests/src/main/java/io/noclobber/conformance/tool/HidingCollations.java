package io.noclobber.conformance.tool;

import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

    private static final String POSTGRESQL =
            "SELECT a.attname, CASE WHEN 'citext' IN (t.typname, b.typname) THEN 'citext'"
                    + " ELSE l.collname END FROM pg_catalog.pg_attribute a"
                    + " JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
                    + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
                    + " LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype"
                    + " LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation"
                    + " WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped"
                    + " AND (NOT l.collisdeterministic OR 'citext' IN (t.typname, b.typname)) ORDER BY a.attnum";

    private static final String H2 = "SELECT COLUMN_NAME, COALESCE(COLLATION_NAME, 'ignores case')"
            + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
            + " AND (DATA_TYPE = 'VARCHAR_IGNORECASE' OR COLLATION_NAME <> 'OFF') ORDER BY ORDINAL_POSITION";

    private static final String HSQLDB = "SELECT COLUMN_NAME, COLLATION_NAME FROM INFORMATION_SCHEMA.COLUMNS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
            + " AND COLLATION_NAME IS NOT NULL AND COLLATION_NAME NOT LIKE '%NO PAD' ORDER BY ORDINAL_POSITION";

    /** The attributes are bits: 1 takes blanks at the end for nothing, 2 case, 4 accents. OCTETS, whose id is 1, is no text. */
    private static final String FIREBIRD = "SELECT TRIM(rf.RDB$FIELD_NAME), TRIM(TRIM(l.RDB$COLLATION_NAME)"
            + " || CASE WHEN l.RDB$COLLATION_ATTRIBUTES = 1 THEN ', blanks at the end' ELSE '' END)"
            + " FROM RDB$RELATION_FIELDS rf JOIN RDB$FIELDS f ON f.RDB$FIELD_NAME = rf.RDB$FIELD_SOURCE"
            + " JOIN RDB$COLLATIONS l ON l.RDB$CHARACTER_SET_ID = f.RDB$CHARACTER_SET_ID"
            + " AND l.RDB$COLLATION_ID = COALESCE(rf.RDB$COLLATION_ID, f.RDB$COLLATION_ID)"
            + " WHERE rf.RDB$RELATION_NAME = ? AND f.RDB$FIELD_TYPE IN (14, 37) AND f.RDB$CHARACTER_SET_ID <> 1"
            + " AND BIN_AND(l.RDB$COLLATION_ATTRIBUTES, 7) > 0 ORDER BY rf.RDB$FIELD_POSITION";

    private static final String SQLITE = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?";
    private static final String DUCKDB = "SELECT sql FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?";

    /** Those besides BINARY; what others an application brings is its own. */
    private static final Set<String> OF_SQLITE = Set.of("NOCASE", "RTRIM");

    private static final Set<String> EXACT_OF_DUCKDB = Set.of("BINARY", "C", "POSIX");

    private HidingCollations() {}

    /** Such columns of a table, each with the name of its collation; none where the catalog does not say. */
    static List<String> of(Connection connection, TableName table) throws SQLException {
        String product = String.valueOf(connection.getMetaData().getDatabaseProductName());
        String place = table.schema() == null ? table.catalog() : table.schema();
        return switch (product) {
            case "PostgreSQL" -> ask(connection, POSTGRESQL, place, table.name());
            case "MariaDB", "MySQL" -> ask(connection, MYSQL, place, table.name());
            case "H2" -> ask(connection, H2, place, table.name());
            case "HSQL Database Engine" -> ask(connection, HSQLDB, place, table.name());
            case "Apache Derby" -> derby(connection, table);
            case "SQLite" ->
                declared(connection, SQLITE, name -> OF_SQLITE.contains(name.toUpperCase(Locale.ROOT)), table.name());
            case "DuckDB" ->
                declared(
                        connection,
                        DUCKDB,
                        name -> !EXACT_OF_DUCKDB.contains(name.toUpperCase(Locale.ROOT)),
                        place,
                        table.name());
            default -> product.startsWith("Firebird") ? ask(connection, FIREBIRD, table.name()) : List.of();
        };
    }

    private static List<String> ask(Connection connection, String query, @Nullable String... names)
            throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, query, names);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.add(told(rows.getString(1), rows.getString(2)));
            }
        }
        return columns;
    }

    private static List<String> declared(
            Connection connection, String query, Predicate<String> hides, @Nullable String... names)
            throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, query, names);
                ResultSet rows = statement.executeQuery()) {
            if (rows.next()) {
                DeclaredCollations.in(String.valueOf(rows.getString(1))).forEach((column, collation) -> {
                    if (hides.test(collation)) {
                        columns.add(told(column, collation));
                    }
                });
            }
        }
        return columns;
    }

    /** All texts of a database have one collation there, and blanks at the end count in none. */
    private static List<String> derby(Connection connection, TableName table) throws SQLException {
        List<String> columns = new ArrayList<>();
        DatabaseMetaData metaData = connection.getMetaData();
        try (ResultSet rows = metaData.getColumns(null, table.schema(), table.name(), null)) {
            while (rows.next()) {
                int type = rows.getInt("DATA_TYPE");
                if ((type == Types.CHAR || type == Types.VARCHAR)
                        && table.name().equals(rows.getString("TABLE_NAME"))
                        && Objects.equals(table.schema(), rows.getString("TABLE_SCHEM"))) {
                    columns.add(rows.getString("COLUMN_NAME"));
                }
            }
        }
        String collation = columns.isEmpty() ? "" : ofDerby(connection);
        return columns.stream().map(column -> told(column, collation)).toList();
    }

    private static String ofDerby(Connection connection) throws SQLException {
        String question = "VALUES SYSCS_UTIL.SYSCS_GET_DATABASE_PROPERTY('derby.database.collation')";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            String name = rows.next() ? rows.getString(1) : null;
            return name == null || name.equals("UCS_BASIC") ? "UCS_BASIC, blanks at the end" : name;
        } catch (SQLException notAllowed) {
            return derbyByComparing(connection);
        }
    }

    /** Literals are compared as columns of the user's schema are; that needs no right. */
    private static String derbyByComparing(Connection connection) throws SQLException {
        String question = "VALUES CASE WHEN 'a' = '\u00e1' THEN 'case, accents and blanks at the end'"
                + " WHEN 'a' = 'A' THEN 'case and blanks at the end' ELSE 'blanks at the end' END";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1).strip();
        }
    }

    private static PreparedStatement prepared(Connection connection, String query, @Nullable String... names)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        for (int i = 0; i < names.length; i++) {
            statement.setString(i + 1, names[i]);
        }
        return statement;
    }

    private static String told(String column, String collation) {
        return column + " (" + collation + ")";
    }
}
