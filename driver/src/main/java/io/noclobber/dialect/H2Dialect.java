package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** H2 2.x. Its {@code =} is exact for most types; the rest is compared as text with an end mark. */
final class H2Dialect implements Dialect {
    private static final SqlSyntax SYNTAX =
            new SqlSyntax(SqlSyntax.Grammar.H2, false, false, true, false, false, true, true, false);
    private static final ColumnRule AS_TEXT =
            ColumnRule.predicate(Capture.STRING, Binding.STRING, "CAST($c AS VARCHAR)||'.' = CAST(? AS VARCHAR)||'.'");
    private static final ColumnRule AS_STORED = ColumnRule.predicate(
            Capture.STRING,
            Binding.STRING,
            "CAST(CAST($c AS VARCHAR) AS VARBINARY) = CAST(CAST(? AS VARCHAR) AS VARBINARY)");
    /** No client can spell every value of arrays of text, or of rows, so that the database would compare it exactly. */
    private static final ColumnRule STRUCTURE =
            // IS NULL would be true of a row whose fields are all NULL
            ColumnRule.lockedRow(Capture.STRUCTURE).absent("$c IS NOT DISTINCT FROM NULL");
    /** Arrays whose text is exact, because no element can look like NULL or like two. */
    private static final Pattern NUMBERS_OR_TIMES = Pattern.compile(
            "(TINYINT|SMALLINT|INTEGER|BIGINT|BOOLEAN|NUMERIC|DECFLOAT|REAL|DOUBLE PRECISION|DATE|TIME|TIMESTAMP|UUID)"
                    + "(\\([0-9, ]*\\))?( WITH TIME ZONE)?( ARRAY(\\[\\d+])?)+");
    /** "Row was concurrently updated or deleted": the statement alone is undone. */
    private static final int CONCURRENT_UPDATE = 90131;

    private static final String COLLATED = "collated";
    private static final String COLLATION_AND_TRIGGERS =
            "SELECT (SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'COLLATION'),"
                    + " COUNT(*), COUNT(CASE WHEN ACTION_TIMING <> 'BEFORE' THEN 1 END),"
                    + " (SELECT LISTAGG(COLUMN_NAME, CHAR(0)) FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ?1 AND TABLE_NAME = ?2"
                    + " AND (IS_GENERATED <> 'NEVER' OR COLUMN_ON_UPDATE IS NOT NULL))"
                    + " FROM INFORMATION_SCHEMA.TRIGGERS"
                    + " WHERE EVENT_OBJECT_SCHEMA = ?1 AND EVENT_OBJECT_TABLE = ?2";

    @Override
    public boolean storesLargeObjects() {
        return false;
    }

    @Override
    public boolean givesStreamsAgain() {
        return true;
    }

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SYNTAX;
    }

    /** Where bare names are not told apart by case, quoted ones are not either, whatever the metadata says. */
    @Override
    public Naming naming(Connection connection) throws SQLException {
        Naming naming = Naming.of(connection.getMetaData());
        return naming.tables() == Naming.Casing.IGNORED ? naming.ignoringCase() : naming;
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        String name = type.typeName();
        return switch (type.jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Rules.EQUAL_INTEGER;
            case Types.BIGINT -> Rules.EQUAL_LONG;
            case Types.BOOLEAN -> Rules.EQUAL_BOOLEAN;
            case Types.REAL -> Rules.EQUAL_FLOAT;
            case Types.FLOAT, Types.DOUBLE -> Rules.EQUAL_DOUBLE;
            case Types.NUMERIC, Types.DECIMAL -> name.equals("DECFLOAT") ? text(type) : Rules.EQUAL_DECIMAL;
            case Types.DATE -> Rules.EQUAL_DATE;
            case Types.TIME -> Rules.EQUAL_TIME;
            case Types.TIMESTAMP -> Rules.EQUAL_DATE_TIME;
            case Types.BINARY -> name.equals("UUID") ? Rules.EQUAL_OBJECT : Rules.EQUAL_BYTES;
            case Types.ARRAY -> NUMBERS_OR_TIMES.matcher(name).matches() ? text(type) : STRUCTURE;
            case Types.OTHER -> name.startsWith("ROW") ? STRUCTURE : text(type);
            case Types.VARBINARY, Types.LONGVARBINARY, Types.JAVA_OBJECT -> Rules.EQUAL_BYTES;
            case Types.BLOB -> Rules.EQUAL_BLOB;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR -> string(type);
            case Types.CLOB -> string(type).reading(Capture.LOB_TEXT);
            default -> text(type);
        };
    }

    @Override
    public StoredForm storedForm(ColumnType type) {
        return switch (type.jdbcType()) {
            case Types.SMALLINT -> StoredForms.SMALLINT;
            case Types.INTEGER -> StoredForms.INTEGER;
            case Types.BIGINT -> StoredForms.BIGINT;
            case Types.BOOLEAN -> StoredForms.BOOLEAN;
            case Types.NUMERIC, Types.DECIMAL ->
                type.typeName().equals("DECFLOAT") ? StoredForm.NONE : StoredForms.decimal(type.size(), type.scale());
            case Types.VARCHAR -> StoredForms.text(type.size(), Rules.LAST_OF_ONE_CHAR);
            default -> StoredForm.NONE;
        };
    }

    private static ColumnRule text(ColumnType type) {
        return type.trait().equals(COLLATED) ? AS_STORED : AS_TEXT;
    }

    private static ColumnRule string(ColumnType type) {
        boolean exact = type.trait().isEmpty() && !type.typeName().equals("VARCHAR_IGNORECASE");
        return exact ? Rules.EQUAL_STRING : text(type);
    }

    /** A literal and a parameter are the same value to it. */
    @Override
    public @Nullable BoundLiteral bound(ColumnType type, Object literal, boolean assigned) {
        return type.typeName().equals("CHARACTER VARYING")
                ? BoundLiterals.string(type, literal)
                : BoundLiterals.number(type, literal);
    }

    /**
     * The generated keys of an UPDATE are the final row: rounding, BEFORE triggers, generated and ON
     * UPDATE columns included; what an AFTER trigger does is not.
     */
    @Override
    public TableFacts inspect(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLLATION_AND_TRIGGERS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet facts = statement.executeQuery()) {
                facts.next();
                String collation = facts.getString(1);
                String computed = facts.getString(4);
                boolean collated = collation != null && !collation.startsWith("OFF");
                return new TableFacts(
                        collated ? Map.of(TableFacts.EVERY_COLUMN, COLLATED) : Map.of(),
                        facts.getInt(3) == 0,
                        facts.getInt(2) > 0,
                        computed != null,
                        computed == null ? Set.of() : Set.of(computed.split("\0")),
                        Set.of());
            }
        }
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
        return VerdictRead.PLAIN;
    }

    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        if (Rules.stateIs(error, "40001")) {
            return NativeSignal.CHANGED_ROLLED_BACK;
        }
        return error.getErrorCode() == CONCURRENT_UPDATE ? NativeSignal.CHANGED_ALIVE : NativeSignal.NONE;
    }

    @Override
    public boolean reachesSameDatabase(String url) {
        return !url.equals("jdbc:h2:mem:") && !url.startsWith("jdbc:h2:mem:;");
    }

    @Override
    public boolean vanishes(String url) {
        return url.startsWith("jdbc:h2:mem:");
    }

    @Override
    public String transactionId() {
        return "CALL TRANSACTION_ID()"; // releasing a savepoint does not reach the engine
    }

    /** Its driver has the whole result, or keeps the cursor over commits. */
    @Override
    public boolean cursorsStay(int holdability) {
        return true;
    }
}
