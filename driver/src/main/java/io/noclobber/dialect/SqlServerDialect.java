package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft SQL Server, by its documentation: no server was at hand. Its {@code =} pads and follows
 * collations, and even binary strings are equal that differ by zeros at their end. A guard of 500
 * columns binds 1,000 parameters, and no table has over 1,024 columns to set, of 2,100 that a statement may have.
 */
final class SqlServerDialect implements Dialect {
    private static final SqlSyntax SYNTAX =
            new SqlSyntax(SqlSyntax.Grammar.SQLSERVER, false, false, false, true, false, false, true, false);
    private static final LockText LOCK = new LockText(" WITH (UPDLOCK, ROWLOCK)", "");

    private static final String WIDE = " AS NVARCHAR(MAX))";
    private static final ColumnRule TEXT = ColumnRule.predicate(
            Capture.STRING,
            Binding.STRING,
            "(CAST(CAST($c" + WIDE + " AS VARBINARY(MAX)) = CAST(CAST(?" + WIDE + " AS VARBINARY(MAX))"
                    + " AND DATALENGTH(CAST($c" + WIDE + ") = DATALENGTH(CAST(?" + WIDE + "))");
    private static final ColumnRule BYTES = ColumnRule.predicate(
            Capture.BYTES, Binding.BYTES, "(CAST($c AS VARBINARY(MAX)) = ? AND DATALENGTH($c) = DATALENGTH(?))");
    /** A third of a hundredth of a second is read with three digits, and is not what these are elsewhere. */
    private static final ColumnRule DATE_TIME =
            ColumnRule.predicate(Capture.STRING, Binding.STRING, "$c = CONVERT(DATETIME, ?, 121)");
    /** Equal are the same instants in any zone. */
    private static final ColumnRule OFFSET_DATE_TIME = ColumnRule.predicate(
            Capture.OFFSET_DATE_TIME, Binding.OBJECT, "($c = ? AND DATEPART(TZOFFSET, $c) = DATEPART(TZOFFSET, ?))");

    private static final int DEADLOCK = 1205;
    private static final int SNAPSHOT_CONFLICT = 3960;

    @Override
    public String name() {
        return "SQL Server";
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SYNTAX;
    }

    /** The collation of the database decides whether case matters; two names that differ by it only are taken for unsure. */
    @Override
    public Naming naming(Connection connection) throws SQLException {
        return Naming.of(connection.getMetaData()).ignoringCase();
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        String name = type.typeName().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < name.length() && (Character.isLetterOrDigit(name.charAt(end)) || name.charAt(end) == '_')) {
            end++;
        }
        return switch (name.substring(0, end)) {
            case "bit", "tinyint", "smallint", "int", "bigint", "decimal", "numeric", "money", "smallmoney" ->
                Rules.EQUAL_OBJECT;
            case "char", "varchar", "text", "nchar", "nvarchar", "ntext" -> TEXT;
            case "binary", "varbinary", "image" -> BYTES;
            case "timestamp", "rowversion" -> Rules.EQUAL_BYTES;
            case "uniqueidentifier" -> Rules.EQUAL_STRING;
            case "date" -> Rules.EQUAL_DATE;
            case "datetime2" -> Rules.EQUAL_DATE_TIME;
            case "datetime", "smalldatetime" -> DATE_TIME;
            case "datetimeoffset" -> OFFSET_DATE_TIME;
            // the driver may send a time of day as a datetime
            case "time" -> ColumnRule.lockedRow(Capture.LOCAL_TIME);
            case "real", "float" -> ColumnRule.lockedRow(Capture.OBJECT);
            default -> ColumnRule.unknown(type);
        };
    }

    /** A table has one at most. */
    @Override
    public @Nullable ColumnType rowVersion(TableFacts facts, List<ColumnType> columns) {
        for (ColumnType column : columns) {
            if (column.typeName().equalsIgnoreCase("timestamp")
                    || column.typeName().equalsIgnoreCase("rowversion")) {
                return column;
            }
        }
        return null;
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

    /** Both have rolled the transaction back; a lock timeout (1222) has not and says that the row is locked. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        return error.getErrorCode() == DEADLOCK || error.getErrorCode() == SNAPSHOT_CONFLICT
                ? NativeSignal.CHANGED_ROLLED_BACK
                : NativeSignal.NONE;
    }

    @Override
    public TextBegin textBegin() {
        return TextBegin.BEGINS;
    }
}
