package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * DuckDB 2.0. A write meets another transaction only where both set the same column, or both delete the row; one
 * that deletes a row and one that updates it pass each other by, which nothing can mend. Setting a column of an index,
 * or of lists, deletes the row and inserts another.
 */
final class DuckDbDialect implements Dialect {
    private static final SqlSyntax SYNTAX =
            new SqlSyntax(SqlSyntax.Grammar.DUCKDB, false, false, true, false, false, true, true, false);

    /** Types of which DuckDB stores another value by another row; structs are that if one of their fields is. */
    private static final Pattern MADE_ANEW = Pattern.compile("]|\\bMAP\\(|\\bUNION\\(|\\bVARIANT\\b");

    private static final String INDEXED = "indexed";
    private static final String GENERATED = "generated";
    private static final String FACTS = "SELECT c.column_name, c.is_generated,"
            + " EXISTS (FROM duckdb_constraints() k WHERE k.table_oid = c.table_oid AND k.database_oid = c.database_oid"
            + " AND k.constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')"
            + " AND list_contains(k.constraint_column_names, c.column_name))"
            + " OR EXISTS (FROM duckdb_indexes() i WHERE i.table_oid = c.table_oid AND i.database_oid = c.database_oid"
            + " AND regexp_matches(i.expressions, '(^|\\W)' || regexp_escape(c.column_name) || '(\\W|$)', 'i')),"
            + " EXISTS (FROM duckdb_triggers() t WHERE t.database_oid = c.database_oid"
            + " AND t.schema_oid = c.schema_oid AND t.table_name = c.table_name AND t.event_manipulation = 'UPDATE')"
            + " FROM duckdb_columns() c WHERE c.schema_name = ? AND c.table_name = ? AND c.database_name = ?";

    private static final String UNNOTICED = "DuckDB does not notice when one transaction updates a row that another,"
            + " which overlaps with it, deletes, or rewrites because it sets a column that is indexed or of lists: the"
            + " UPDATE is counted and committed, and its values are lost. Nor does noclobber. What was deleted or"
            + " changed before the transaction of the write began is refused, and so are changes of all other columns";

    private static final ColumnRule TEXT =
            ColumnRule.predicate(Capture.STRING, Binding.STRING, "encode($c) = encode(CAST(? AS VARCHAR))");
    /** Its {@code =} is deaf to the sign of zero. */
    private static final ColumnRule DOUBLE = ColumnRule.predicate(Capture.DOUBLE, Binding.OBJECT, sameText("DOUBLE"));

    private static final ColumnRule FLOAT = ColumnRule.predicate(Capture.FLOAT, Binding.OBJECT, sameText("FLOAT"));
    /** What the driver binds as a date, or gives by {@code getObject} of a class, may be another day. */
    private static final ColumnRule DATE =
            ColumnRule.predicate(Capture.OBJECT, Binding.DAYS, "$c - DATE '1970-01-01' = ?");

    private static final ColumnRule TIMESTAMP =
            ColumnRule.predicate(Capture.LOCAL_DATE_TIME, Binding.MICROSECONDS, microseconds("TIMESTAMP"));
    /** Of the hour that the zone of the JVM has twice in autumn the driver gives the first one only, but for its number. */
    private static final ColumnRule TIMESTAMP_WITH_ZONE =
            ColumnRule.predicate(Capture.INSTANT_BY_MICROSECONDS, Binding.MICROSECONDS, microseconds("TIMESTAMPTZ"));

    private static final ColumnRule TIME_WITH_ZONE =
            ColumnRule.predicate(Capture.STRING, Binding.ZONED_TIME, "$c = CAST(? AS TIMETZ)");

    private static final ColumnRule NANOSECONDS =
            ColumnRule.predicate(Capture.LOCAL_DATE_TIME, Binding.NANOSECONDS, "epoch_ns($c) = ?");

    @Override
    public boolean givesStreamsAgain() {
        return true;
    }

    @Override
    public String name() {
        return "DuckDB";
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SYNTAX;
    }

    /** The driver's metadata says otherwise, but no name is told apart by case, quoted or not. */
    @Override
    public Naming naming(Connection connection) throws SQLException {
        return Naming.of(connection.getMetaData()).ignoringCase().inCatalogs();
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        String name = type.typeName();
        if (isNested(name) || name.startsWith("ENUM")) {
            return ColumnRule.predicate(Capture.STRING, Binding.STRING, sameText(name));
        }
        return switch (name) {
            case "BOOLEAN" -> Rules.EQUAL_BOOLEAN;
            // a getter of a smaller number drops what does not fit, so what it gave tells nothing
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UUID" ->
                Rules.EQUAL_OBJECT;
            case "UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM", "BIT", "TIME_NS" -> Rules.EQUAL_STRING;
            case "FLOAT" -> FLOAT;
            case "DOUBLE" -> DOUBLE;
            case "VARCHAR", "JSON" -> TEXT;
            case "BLOB" -> Rules.EQUAL_BYTES;
            case "DATE" -> DATE;
            case "TIME" -> Rules.EQUAL_TIME;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS" -> TIMESTAMP;
            case "TIMESTAMP_NS" -> NANOSECONDS;
            case "TIMESTAMP WITH TIME ZONE" -> TIMESTAMP_WITH_ZONE;
            case "TIME WITH TIME ZONE" -> TIME_WITH_ZONE;
            case "INTERVAL" -> ColumnRule.predicate(Capture.STRING, Binding.STRING, sameText(name));
            default -> name.startsWith("DECIMAL") ? Rules.EQUAL_DECIMAL : ColumnRule.unknown(type);
        };
    }

    /** Both as the database itself spells them, whatever collation it compares texts by. */
    private static String sameText(String type) {
        return "encode(CAST($c AS VARCHAR)) = encode(CAST(CAST(? AS " + type + ") AS VARCHAR))";
    }

    /** The infinities have numbers, too, but none that the database would say. */
    private static String microseconds(String type) {
        return "CASE WHEN isfinite($c) THEN epoch_us($c) WHEN $c > " + type + " '1970-01-01' THEN " + Long.MAX_VALUE
                + " WHEN $c < " + type + " '1970-01-01' THEN " + -Long.MAX_VALUE + " END = ?";
    }

    private static boolean isNested(String name) {
        return name.endsWith("]") || name.startsWith("STRUCT(") || name.startsWith("MAP(");
    }

    @Override
    public TableFacts inspect(Connection connection, TableName table) throws SQLException {
        Map<String, String> traits = new HashMap<>();
        Set<String> generated = new HashSet<>();
        boolean triggers = false;
        try (PreparedStatement statement = connection.prepareStatement(FACTS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            statement.setString(3, table.catalog());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(2)) {
                        traits.put(rows.getString(1), GENERATED);
                        generated.add(rows.getString(1));
                    } else if (rows.getBoolean(3)) {
                        traits.put(rows.getString(1), INDEXED);
                    }
                    triggers |= rows.getBoolean(4);
                }
            }
        }
        return new TableFacts(traits, false, triggers, !generated.isEmpty(), generated, Set.of());
    }

    @Override
    public String unnoticed() {
        return UNNOTICED;
    }

    @Override
    public RowLock rowLock(int isolation) {
        return RowLock.COMPARED_UPDATE;
    }

    @Override
    public boolean writesPassEachOther() {
        return true;
    }

    @Override
    public boolean updatesInPlace(ColumnType type) {
        return type.trait().isEmpty()
                && !MADE_ANEW.matcher(type.typeName()).find()
                && rule(type).comparison() != ColumnRule.Comparison.NONE;
    }

    @Override
    public VerdictRead verdictRead(int isolation) {
        return VerdictRead.PLAIN;
    }

    /** It has neither SQLStates nor codes. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        String message = error.getMessage();
        return message != null && message.startsWith("TransactionContext Error: Conflict on ")
                ? NativeSignal.CHANGED_MUST_ROLL_BACK
                : NativeSignal.NONE;
    }

    @Override
    public boolean refusesText(SQLException error) {
        String message = error.getMessage();
        return message != null
                && (message.startsWith("Binder Error:")
                        || message.startsWith("Catalog Error:")
                        || message.startsWith("Parser Error:"));
    }

    /** What {@code executeQuery} says of a text that gives no rows, and {@code executeUpdate} of one that does. */
    @Override
    public boolean hasRun(SQLException error, boolean inTransaction) {
        String message = error.getMessage();
        return message != null
                && (message.startsWith("executeQuery() can only be used with")
                        || message.startsWith("executeUpdate() can only be used with"));
    }

    @Override
    public boolean failureEndsTransaction() {
        return true;
    }

    @Override
    public boolean failedBefore(SQLException error) {
        String message = error.getMessage();
        return message != null && message.contains("Current transaction is aborted");
    }

    @Override
    public boolean hasSavepoints() {
        return false;
    }

    /** A batch is one statement to the driver. */
    @Override
    public boolean failureUndoesBatch() {
        return true;
    }

    @Override
    public boolean countsWhatItReturns() {
        return false;
    }

    @Override
    public boolean reachesSameDatabase(String url) {
        return !file(url).isEmpty() && !file(url).equals(":memory:");
    }

    @Override
    public boolean vanishes(String url) {
        return file(url).isEmpty()
                || file(url).startsWith(":memory:")
                || file(url).startsWith("memory:");
    }

    private static String file(String url) {
        String rest = url.substring(url.indexOf("duckdb:") + "duckdb:".length());
        int options = rest.indexOf(';');
        return options < 0 ? rest : rest.substring(0, options);
    }

    @Override
    public TextBegin textBegin() {
        return TextBegin.BEGINS;
    }
}
