package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;

/**
 * IBM Db2, by its documentation: no server was at hand. Its {@code =} pads and may follow a collation
 * that ignores case, so texts are compared by their bytes.
 */
final class Db2Dialect implements Dialect {
    private static final SqlSyntax SYNTAX =
            new SqlSyntax(SqlSyntax.Grammar.DB2, false, false, false, false, false, false, true, false);
    private static final LockText LOCK = new LockText("", " WITH RS USE AND KEEP UPDATE LOCKS");

    /** What HEX takes on every platform. */
    private static final int LONGEST_HEX = 4_000;
    /** What a {@link java.time.LocalDateTime} holds. */
    private static final int MOST_FRACTION_DIGITS = 9;

    private static final int ROLLED_BACK = -911;
    private static final int UNDONE = -913;

    @Override
    public String name() {
        return "Db2";
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SYNTAX;
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        return switch (type.jdbcType()) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL, Types.BOOLEAN ->
                Rules.EQUAL_OBJECT;
            case Types.DATE -> Rules.EQUAL_DATE;
            // 24:00:00 is a time of day here
            case Types.TIME -> Rules.EQUAL_STRING;
            case Types.TIMESTAMP ->
                type.scale() > MOST_FRACTION_DIGITS ? ColumnRule.lockedRow(Capture.STRING) : Rules.EQUAL_DATE_TIME;
            case Types.CHAR, Types.VARCHAR -> text(type);
            case Types.NCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB ->
                ColumnRule.lockedRow(Capture.STRING);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ColumnRule.lockedRow(Capture.BYTES);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> ColumnRule.lockedRow(Capture.OBJECT);
            // its = does not see the scale, which BigDecimal does
            default ->
                type.typeName().equals("DECFLOAT") ? ColumnRule.lockedRow(Capture.OBJECT) : ColumnRule.unknown(type);
        };
    }

    private static ColumnRule text(ColumnType type) {
        if (type.size() <= 0 || type.size() > LONGEST_HEX || type.typeName().contains("GRAPHIC")) {
            return ColumnRule.lockedRow(Capture.STRING);
        }
        return ColumnRule.predicate(
                Capture.STRING, Binding.STRING, "HEX($c) = HEX(CAST(? AS VARCHAR(" + type.size() + ")))");
    }

    @Override
    public boolean rollbackClosesRows() {
        return true;
    }

    @Override
    public RowLock rowLock(int isolation) {
        return RowLock.FOR_UPDATE;
    }

    @Override
    public LockText lockText() {
        return LOCK;
    }

    @Override
    public VerdictRead verdictRead(int isolation) {
        return VerdictRead.PLAIN;
    }

    /** Deadlock or timeout: by the first the transaction is rolled back, by the second the statement. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        return switch (error.getErrorCode()) {
            case ROLLED_BACK -> NativeSignal.CHANGED_ROLLED_BACK;
            case UNDONE -> NativeSignal.CHANGED_ALIVE;
            default -> NativeSignal.NONE;
        };
    }
}
