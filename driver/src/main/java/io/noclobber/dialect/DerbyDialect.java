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

/**
 * Apache Derby 10.16. Its {@code =} pads and may follow a territory's collation, which
 * {@code LOCATE} and {@code LENGTH} do not; at READ COMMITTED {@code FOR UPDATE} locks only as long as
 * its result set is open.
 */
final class DerbyDialect implements Dialect {
    private static final SqlSyntax SYNTAX =
            new SqlSyntax(SqlSyntax.Grammar.DERBY, false, false, false, false, false, false, true, false);

    private static final String TRIGGERS = "SELECT COUNT(*) FROM SYS.SYSTRIGGERS TR"
            + " JOIN SYS.SYSTABLES TA ON TA.TABLEID = TR.TABLEID JOIN SYS.SYSSCHEMAS SC ON SC.SCHEMAID = TA.SCHEMAID"
            + " WHERE SC.SCHEMANAME = ? AND TA.TABLENAME = ?";

    private static final String SHORT = " AS VARCHAR(32672) FOR BIT DATA)";
    private static final ColumnRule BYTES =
            ColumnRule.predicate(Capture.BYTES, Binding.BYTES, "($c = ? AND LENGTH($c) = LENGTH(CAST(?" + SHORT + "))");
    /** Long values cannot be compared as such: the last 28 of 32,700 bytes count by their number only. */
    private static final ColumnRule LONG_BYTES = ColumnRule.predicate(
            Capture.BYTES,
            Binding.BYTES,
            "(CAST($c" + SHORT + " = CAST(?" + SHORT
                    + " AND LENGTH($c) = LENGTH(CAST(? AS LONG VARCHAR FOR BIT DATA)))");

    @Override
    public boolean batchesReadStreams() {
        return true;
    }

    @Override
    public String name() {
        return "Derby";
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SYNTAX;
    }

    @Override
    public boolean mixesTemporaryTables() {
        return false;
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        return switch (type.jdbcType()) {
            case Types.SMALLINT, Types.INTEGER -> Rules.EQUAL_INTEGER;
            case Types.BIGINT -> Rules.EQUAL_LONG;
            case Types.BOOLEAN -> Rules.EQUAL_BOOLEAN;
            case Types.NUMERIC, Types.DECIMAL -> Rules.EQUAL_DECIMAL;
            case Types.REAL -> Rules.EQUAL_FLOAT;
            case Types.FLOAT, Types.DOUBLE -> Rules.EQUAL_DOUBLE;
            // As text, because java.sql.Date and Time depend on the zone of the JVM.
            case Types.DATE, Types.TIME -> Rules.EQUAL_STRING;
            // Its text skips the times of day that the zone of the JVM skips.
            case Types.TIMESTAMP -> Rules.EQUAL_DATE_TIME_BY_UTC;
            case Types.CHAR, Types.VARCHAR -> string("VARCHAR(32672)");
            case Types.LONGVARCHAR -> string("LONG VARCHAR");
            case Types.CLOB -> string("CLOB");
            case Types.BINARY -> Rules.EQUAL_BYTES;
            case Types.VARBINARY -> BYTES;
            case Types.LONGVARBINARY -> LONG_BYTES;
            case Types.BLOB -> ColumnRule.lockedRow(Capture.BYTES);
            case Types.JAVA_OBJECT -> ColumnRule.lockedRow(Capture.SERIALIZED);
            case Types.SQLXML -> ColumnRule.none("Derby gives no XML to its clients");
            default -> ColumnRule.unknown(type);
        };
    }

    private static ColumnRule string(String type) {
        return ColumnRule.predicate(
                Capture.STRING,
                Binding.STRING,
                "(LOCATE(CAST(? AS " + type + "), $c) = 1 AND LENGTH($c) = LENGTH(CAST(? AS " + type + ")))");
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

    /** Generated columns are told by the metadata. */
    @Override
    public TableFacts inspect(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRIGGERS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet triggers = statement.executeQuery()) {
                triggers.next();
                return new TableFacts(Map.of(), false, triggers.getInt(1) > 0, false, Set.of(), Set.of());
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
        return isolation >= Connection.TRANSACTION_REPEATABLE_READ ? RowLock.FOR_UPDATE : RowLock.NO_OP_UPDATE;
    }

    @Override
    public VerdictRead verdictRead(int isolation) {
        return VerdictRead.PLAIN;
    }

    /** A deadlock and a lock that did not come in time both end the transaction, by then. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        return Rules.stateIs(error, "40XL1") || Rules.stateIs(error, "40001")
                ? NativeSignal.CHANGED_ROLLED_BACK
                : NativeSignal.NONE;
    }

    @Override
    public boolean vanishes(String url) {
        return url.startsWith("jdbc:derby:memory:");
    }

    @Override
    public boolean cursorsWriteWholeRows() {
        return false;
    }

    @Override
    public boolean rollbackClosesRows() {
        return true;
    }

    @Override
    public boolean statementsCommitRows() {
        return true;
    }

    @Override
    public boolean endOfRowsCommits() {
        return true;
    }

    /** It asks for them by a query of the same statement. */
    @Override
    public boolean keysReplaceCount() {
        return true;
    }

    /** It has run what it then says cannot be run by {@code executeQuery}, and undoes that only in autocommit mode. */
    @Override
    public boolean hasRun(SQLException error, boolean inTransaction) {
        return inTransaction && Rules.stateIs(error, "X0Y78");
    }
}
