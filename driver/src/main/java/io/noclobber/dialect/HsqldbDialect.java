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
import org.jspecify.annotations.Nullable;

/**
 * HSQLDB 2.7. Its {@code =} pads and may follow a collation of the column or the database that ignores
 * case, which {@code LOCATE} and {@code CHAR_LENGTH} do not; {@code FOR UPDATE} locks nothing in its
 * MVCC mode.
 */
final class HsqldbDialect implements Dialect {
    private static final SqlSyntax SYNTAX =
            new SqlSyntax(SqlSyntax.Grammar.HSQLDB, false, false, false, false, false, false, false, false);
    /** Of a row that was changed since the cursor that stands on it was opened. */
    private static final String CHANGED_OUTSIDE_CURSOR = "24521";

    private static final int SHORTEST = 32_000;
    private static final String TRIGGERS_AND_GENERATED = "SELECT (SELECT COUNT(*) FROM INFORMATION_SCHEMA.TRIGGERS"
            + " WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?),"
            + " COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
            + " AND (IS_GENERATED <> 'NEVER' OR IS_SYSTEM_TIME_PERIOD_START = 'YES')";

    private static final ColumnRule DATE =
            ColumnRule.predicate(Capture.GREGORIAN_DATE_OR_TEXT, Binding.OBJECT, Rules.EQUAL);
    private static final ColumnRule DATE_TIME =
            ColumnRule.predicate(Capture.GREGORIAN_DATE_TIME_OR_TEXT, Binding.OBJECT, Rules.EQUAL);

    @Override
    public boolean storesLargeObjects() {
        return false;
    }

    @Override
    public boolean batchesReadStreams() {
        return true;
    }

    @Override
    public boolean givesStreamsAgain() {
        return true;
    }

    @Override
    public String name() {
        return "HSQLDB";
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SYNTAX;
    }

    @Override
    public boolean batchLeavesParameters() {
        return true;
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        String name = type.typeName();
        if (name.startsWith("INTERVAL")) {
            return asText(SHORTEST);
        }
        if (name.equals("UUID")) {
            return Rules.EQUAL_OBJECT;
        }
        return switch (type.jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Rules.EQUAL_INTEGER;
            case Types.BIGINT -> Rules.EQUAL_LONG;
            case Types.BOOLEAN -> Rules.EQUAL_BOOLEAN;
            case Types.NUMERIC, Types.DECIMAL -> Rules.EQUAL_DECIMAL;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> Rules.EQUAL_DOUBLE;
            case Types.DATE -> DATE;
            case Types.TIMESTAMP -> DATE_TIME;
            case Types.TIME -> Rules.EQUAL_TIME;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> Rules.EQUAL_BYTES;
            case Types.BLOB -> asBytes(Math.max(SHORTEST, type.size())).reading(Capture.LOB_BYTES);
            case Types.CLOB -> asText(Math.max(SHORTEST, type.size())).reading(Capture.LOB_TEXT);
            case Types.BIT -> name.equals("BIT") ? Rules.EQUAL_BYTES : Rules.EQUAL_STRING;
            case Types.OTHER, Types.JAVA_OBJECT -> ColumnRule.lockedRow(Capture.SERIALIZED);
            default -> asText(Math.max(SHORTEST, type.size()));
        };
    }

    /**
     * A parameter that is compared with a BLOB is stored as one, and stays in the database for as long as no other BLOB
     * is given up. Nor does {@code =} find compressed ones. The length first: what is longer now is not read.
     */
    private static ColumnRule asBytes(int length) {
        String bytes = " AS VARBINARY(" + length + "))";
        return ColumnRule.predicate(
                Capture.BYTES,
                Binding.BYTES,
                "(OCTET_LENGTH($c) = OCTET_LENGTH(CAST(?" + bytes + ") AND CAST($c" + bytes + " = CAST(?" + bytes
                        + ")");
    }

    private static ColumnRule asText(int length) {
        String text = " AS VARCHAR(" + length + "))";
        return ColumnRule.predicate(
                Capture.STRING,
                Binding.STRING,
                "(LOCATE(CAST(?" + text + ", CAST($c" + text + ") = 1 AND CHAR_LENGTH(CAST($c" + text
                        + ") = CHAR_LENGTH(CAST(?" + text + "))");
    }

    /** It gives a parameter the type of the column. A CHAR is not compared: where blanks count, that pads the value. */
    @Override
    public @Nullable BoundLiteral bound(ColumnType type, Object literal, boolean assigned) {
        boolean text = type.typeName().equals("VARCHAR")
                || (assigned && type.typeName().equals("CHARACTER"));
        return text ? BoundLiterals.string(type, literal) : BoundLiterals.number(type, literal);
    }

    @Override
    public StoredForm storedForm(ColumnType type) {
        return switch (type.jdbcType()) {
            case Types.SMALLINT -> StoredForms.SMALLINT;
            case Types.INTEGER -> StoredForms.INTEGER;
            case Types.BIGINT -> StoredForms.BIGINT;
            case Types.BOOLEAN -> StoredForms.BOOLEAN;
            case Types.NUMERIC, Types.DECIMAL -> StoredForms.decimal(type.size(), type.scale());
            case Types.VARCHAR -> StoredForms.text(type.size(), Rules.LAST_OF_ONE_CHAR);
            default -> StoredForm.NONE;
        };
    }

    /** {@code TIMESTAMP ON UPDATE CURRENT_TIMESTAMP} is nowhere to be seen in INFORMATION_SCHEMA. */
    @Override
    public boolean mayHideUpdateTime(ColumnType type) {
        return type.jdbcType() == Types.TIMESTAMP || type.jdbcType() == Types.TIMESTAMP_WITH_TIMEZONE;
    }

    @Override
    public TableFacts inspect(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRIGGERS_AND_GENERATED)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            statement.setString(3, table.schema());
            statement.setString(4, table.name());
            try (ResultSet facts = statement.executeQuery()) {
                facts.next();
                return new TableFacts(Map.of(), false, facts.getInt(1) > 0, facts.getInt(2) > 0, Set.of(), Set.of());
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
        return RowLock.NO_OP_UPDATE;
    }

    @Override
    public VerdictRead verdictRead(int isolation) {
        return VerdictRead.PLAIN;
    }

    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        if (Rules.stateIs(error, CHANGED_OUTSIDE_CURSOR)) {
            return NativeSignal.CHANGED_ALIVE;
        }
        return Rules.stateIs(error, "40001") ? NativeSignal.CHANGED_ROLLED_BACK : NativeSignal.NONE;
    }

    /** An application may read on while the same statement updates. */
    @Override
    public boolean updateClosesRows() {
        return false;
    }

    @Override
    public boolean vanishes(String url) {
        return url.startsWith("jdbc:hsqldb:mem:");
    }

    /** Made up anew for each database, whatever it is called. */
    @Override
    public String databaseId() {
        return "CALL DATABASE_NAME()";
    }

    @Override
    public TextBegin textBegin() {
        return TextBegin.IGNORED;
    }

    /** A cursor cannot write a row any more that a statement has changed, not even by setting a column to itself. */
    @Override
    public RowLock cursorLock(int isolation) {
        return RowLock.EMPTY_UPDATE;
    }

    @Override
    public boolean cursorsStay(int holdability) {
        return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public boolean statementsEndUpdatableCursors() {
        return true;
    }

    @Override
    public boolean refreshReads() {
        return false;
    }
}
