package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. Where {@code =} is not exact, not there, or depends on a collation, two one-column
 * records are compared by their bytes ({@code *=}): that works for every type without naming it.
 */
final class PostgresDialect implements Dialect {
    private static final SqlSyntax SYNTAX =
            new SqlSyntax(SqlSyntax.Grammar.POSTGRESQL, false, false, false, false, false, true, true, true);
    /** The dead branches give both records the column's own type; the planner folds them away. */
    private static final String SAME_BYTES =
            "ROW(CASE WHEN true THEN $c ELSE NULL END)::record *= ROW(CASE WHEN false THEN $c ELSE ? END)::record";

    private static final ColumnRule SAME_BYTES_OF_TEXT = bytes(Capture.STRING, Binding.OTHER);
    /** IS NULL would be true of a composite value whose fields are all NULL. */
    private static final ColumnRule ANY_TYPE = SAME_BYTES_OF_TEXT.absent("$c IS NOT DISTINCT FROM NULL");

    /** Bound without a type, because 24:00 is known as text only. */
    private static final ColumnRule TIME_WITH_ZONE =
            ColumnRule.predicate(Capture.OFFSET_TIME_OR_TEXT, Binding.OTHER, "$c = ?");

    private static final ColumnRule NUMERIC =
            ColumnRule.predicate(Capture.DECIMAL, Binding.OBJECT, "ROW($c)::record *= ROW(CAST(? AS numeric))::record");
    /** The server drops an XML declaration when it writes a value out, so the output is what is compared. */
    private static final ColumnRule XML =
            ColumnRule.predicate(Capture.STRING, Binding.STRING, "textin(xml_out($c)) = ?");

    private static final ColumnRule INTERVAL = bytes(Capture.INTERVAL_TEXT, Binding.OTHER);
    private static final ColumnRule INTERVALS = bytes(Capture.INTERVALS_TEXT, Binding.OTHER);

    /** What is a point to one {@code lc_monetary} is a comma to another. */
    private static final ColumnRule MONEY = ColumnRule.predicate(
            Capture.STRING,
            Binding.MONEY_DIGITS,
            "CASE WHEN $c < CAST(0 AS money) THEN '-' ELSE '' END"
                    + " || ltrim(regexp_replace(CAST($c AS text), '[^0-9]', '', 'g'), '0') = ?");

    private static final String IGNORES_DIFFERENCES = "nondeterministic";
    /** What a domain's trait begins with; the type that it is made of follows. */
    private static final String DOMAIN = "domain over ";

    private static final int FIRST_WITH_COLLATED_AND_GENERATED_COLUMNS = 12;

    private static final String TRAITS = "(SELECT array_agg(ARRAY[a.attname::text, CASE WHEN %1$s THEN '"
            + IGNORES_DIFFERENCES + "' ELSE '" + DOMAIN + "' || (WITH RECURSIVE b AS ("
            + "SELECT d.typname, d.typtype, d.typbasetype FROM pg_catalog.pg_type d WHERE d.oid = a.atttypid"
            + " UNION ALL SELECT d.typname, d.typtype, d.typbasetype FROM b JOIN pg_catalog.pg_type d"
            + " ON d.oid = b.typbasetype) SELECT typname FROM b WHERE typtype <> 'd') END])"
            + " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type ty ON ty.oid = a.atttypid"
            + " LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation"
            + " WHERE a.attrelid = c.oid AND a.attnum > 0 AND (%1$s OR ty.typtype = 'd'))";
    private static final String GENERATED =
            "EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a" + " WHERE a.attrelid = c.oid AND a.attgenerated <> '')";
    /** Whether it is a table without rules, whether it fires triggers, and whether any of those runs after the row is stored; last, whether its rows lie in itself. */
    private static final String TABLE = "SELECT c.relkind IN ('r', 'p') AND NOT c.relhasrules,"
            + " count(t.oid), count(t.oid) FILTER (WHERE t.tgtype & 2 = 0 AND (t.tgtype & 16 <> 0 OR c.relkind = 'p')), %s, %s,"
            + " c.relkind = 'r' FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " LEFT JOIN pg_catalog.pg_trigger t ON NOT t.tgisinternal AND (t.tgrelid = c.oid OR t.tgrelid IN"
            + " (WITH RECURSIVE parts(oid) AS (SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent = c.oid"
            + " UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN parts ON i.inhparent = parts.oid)"
            + " SELECT oid FROM parts))"
            + " WHERE n.nspname = ? AND c.relname = ? GROUP BY c.oid";

    /** The transaction that wrote the row as it is. No table can have another column of that name. */
    private static final ColumnType XMIN = new ColumnType("xmin", Types.OTHER, "xid", 0, 0, "");

    private static final ColumnRule TRANSACTION_ID =
            ColumnRule.predicate(Capture.STRING, Binding.STRING, "$c = ?::xid");

    private static ColumnRule bytes(Capture capture, Binding binding) {
        return ColumnRule.predicate(capture, binding, SAME_BYTES);
    }

    @Override
    public boolean givesStreamsAgain() {
        return true;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SYNTAX;
    }

    /** The session's temporary schema comes first, if it has one; the system's own is left out. */
    @Override
    public List<String> searchPath(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT unnest(pg_catalog.current_schemas(true))");
                ResultSet rows = statement.executeQuery()) {
            List<String> schemas = new ArrayList<>();
            while (rows.next()) {
                String schema = rows.getString(1);
                if (!schema.equals("pg_catalog")) {
                    schemas.add(schema);
                }
            }
            return schemas;
        }
    }

    @Override
    public boolean temporary(String schema) {
        return schema.startsWith("pg_temp");
    }

    @Override
    public boolean mixesTemporaryTables() {
        return false;
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        if (type.trait().startsWith(DOMAIN)) {
            return domain(type.trait().substring(DOMAIN.length()));
        }
        return switch (type.typeName()) {
            case "int2", "int4", "smallserial", "serial" -> Rules.EQUAL_INTEGER;
            case "int8", "bigserial" -> Rules.EQUAL_LONG;
            case "bool" -> Rules.EQUAL_BOOLEAN;
            case "uuid" -> Rules.EQUAL_OBJECT;
            case "varchar", "text" ->
                type.trait().equals(IGNORES_DIFFERENCES) ? SAME_BYTES_OF_TEXT : Rules.EQUAL_STRING;
            case "date" -> Rules.EQUAL_DATE;
            case "time" -> Rules.EQUAL_TIME;
            case "timetz" -> TIME_WITH_ZONE;
            case "timestamp" -> Rules.EQUAL_DATE_TIME;
            case "timestamptz" -> Rules.EQUAL_OFFSET_DATE_TIME;
            case "numeric" -> type.size() > 0 ? Rules.EQUAL_DECIMAL : NUMERIC;
            case "float4" -> bytes(Capture.FLOAT, Binding.OBJECT);
            case "float8" -> bytes(Capture.DOUBLE, Binding.OBJECT);
            case "bytea" -> Rules.EQUAL_BYTES;
            case "xml" -> XML;
            case "interval" -> INTERVAL;
            case "_interval" -> INTERVALS;
            case "money" -> MONEY;
            case "xid" -> TRANSACTION_ID;
            case "point", "box", "_float8" -> bytes(Capture.DOUBLES_TEXT, Binding.OTHER);
            case "_float4" -> bytes(Capture.FLOATS_TEXT, Binding.OTHER);
            case "_int2", "_int4", "_int8", "_oid", "_text", "_varchar", "_bytea" ->
                bytes(Capture.ARRAY_TEXT, Binding.OTHER);
            default -> ANY_TYPE;
        };
    }

    /**
     * A string literal has no type until its place gives it one, and so has a parameter that is sent without: both
     * go through the same input function. Only that of an interval also looks at the column. What does not fit is
     * refused as a literal even where there is no row.
     */
    @Override
    public @Nullable BoundLiteral bound(ColumnType type, Object literal, boolean assigned) {
        if (!(literal instanceof String text)) {
            return BoundLiterals.number(type, literal);
        }
        boolean same = switch (type.typeName()) {
            case "varchar", "bpchar" -> text.length() <= type.size();
            case "text",
                    "date",
                    "time",
                    "timestamp",
                    "timestamptz",
                    "uuid",
                    "int2",
                    "int4",
                    "int8",
                    "serial",
                    "bigserial" -> true;
            default -> false;
        };
        // with standard_conforming_strings=off a backslash would be an escape
        return same && text.indexOf('\\') < 0 ? new BoundLiteral(Binding.OTHER, text) : null;
    }

    /**
     * A value of a domain comes and goes as one of its base type, but only bound without a type it is one of the domain,
     * as the records' columns must be.
     */
    private static ColumnRule domain(String base) {
        return switch (base) {
            case "float4", "float8" -> bytes(Capture.OBJECT, Binding.OTHER);
            case "bytea" -> bytes(Capture.BYTEA_TEXT, Binding.OTHER);
            case "timetz" -> bytes(Capture.OFFSET_TIME_OR_TEXT, Binding.OTHER);
            case "interval" -> INTERVAL;
            case "_interval" -> INTERVALS;
            case "money" -> MONEY;
            case "point", "box", "_float8" -> bytes(Capture.DOUBLES_TEXT, Binding.OTHER);
            case "_float4" -> bytes(Capture.FLOATS_TEXT, Binding.OTHER);
            case "_int2", "_int4", "_int8", "_oid", "_text", "_varchar", "_bytea" ->
                bytes(Capture.ARRAY_TEXT, Binding.OTHER);
            default -> ANY_TYPE;
        };
    }

    @Override
    public StoredForm storedForm(ColumnType type) {
        return switch (type.typeName()) {
            case "int2" -> StoredForms.SMALLINT;
            case "int4", "serial" -> StoredForms.INTEGER;
            case "int8", "bigserial" -> StoredForms.BIGINT;
            case "bool" -> StoredForms.BOOLEAN;
            case "numeric" -> StoredForms.decimal(type.size(), type.scale());
            case "varchar", "text" -> StoredForms.text(type.size(), Rules.LAST_OF_ONE_CHAR);
            default -> StoredForm.NONE;
        };
    }

    @Override
    public TableFacts inspect(Connection connection, TableName table) throws SQLException {
        boolean recent =
                connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_COLLATED_AND_GENERATED_COLUMNS;
        String collated = recent ? "COALESCE(NOT co.collisdeterministic, false)" : "false";
        String query = String.format(
                Locale.ROOT, TABLE, String.format(Locale.ROOT, TRAITS, collated), recent ? GENERATED : "false");
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return TableFacts.NONE;
                }
                boolean plain = rows.getBoolean(1);
                return new TableFacts(
                        traits(rows.getArray(4)),
                        plain && rows.getLong(3) == 0,
                        !plain || rows.getLong(2) > 0,
                        rows.getBoolean(5),
                        Set.of(),
                        Set.of(),
                        rows.getBoolean(6) ? XMIN : null);
            }
        }
    }

    private static Map<String, String> traits(@Nullable Array columns) throws SQLException {
        Map<String, String> traits = new HashMap<>();
        if (columns != null) {
            for (Object[] column : (Object[][]) columns.getArray()) {
                traits.put((String) column[0], (String) column[1]);
            }
        }
        return traits;
    }

    @Override
    public String readOnlyQuestion() {
        return "SHOW transaction_read_only";
    }

    @Override
    public boolean refusesKeyIndexes() {
        return true;
    }

    @Override
    public boolean failureEndsTransaction() {
        return true;
    }

    @Override
    public boolean sendsDatesAsShown() {
        return true;
    }

    @Override
    public boolean comparesPadded() {
        return true;
    }

    @Override
    public RowLock rowLock(int isolation) {
        return RowLock.FOR_UPDATE;
    }

    @Override
    public VerdictRead verdictRead(int isolation) {
        return isolation >= Connection.TRANSACTION_REPEATABLE_READ ? VerdictRead.SECOND_CONNECTION : VerdictRead.PLAIN;
    }

    /** Also at READ COMMITTED: a row moved to another partition is reported as 40001. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        return Rules.stateIs(error, "40001") || Rules.stateIs(error, "40P01")
                ? NativeSignal.CHANGED_MUST_ROLL_BACK
                : NativeSignal.NONE;
    }

    /** Not when the driver may choose another of several hosts the next time. */
    @Override
    public boolean reachesSameDatabase(String url) {
        return !url.contains("loadBalanceHosts=true") && !url.contains("Secondary") && !url.contains("secondary");
    }

    /** What {@code executeQuery} says of a text that gives no rows, and {@code executeUpdate} of one that does. */
    @Override
    public boolean hasRun(SQLException error, boolean inTransaction) {
        return "02000".equals(error.getSQLState()) || "0100E".equals(error.getSQLState());
    }

    @Override
    public TextBegin textBegin() {
        return TextBegin.BEGINS;
    }

    /** Its driver has the whole result, or keeps the cursor over commits. */
    @Override
    public boolean cursorsStay(int holdability) {
        return true;
    }

    @Override
    public boolean cursorsWriteWholeRows() {
        return false;
    }

    /** In autocommit the whole batch is one transaction. */
    @Override
    public boolean failureUndoesBatch() {
        return true;
    }
}
