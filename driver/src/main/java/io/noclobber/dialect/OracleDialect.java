package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Oracle, by its documentation: no server was at hand. Its {@code =} is exact for text unless the
 * session or the column compares by a linguistic collation, so the characters are compared once more.
 * Whatever its driver may bind in another form than it reads is compared on the locked row.
 */
final class OracleDialect implements Dialect {
    private static final SqlSyntax SYNTAX =
            new SqlSyntax(SqlSyntax.Grammar.ORACLE, false, false, false, false, false, false, false, false);
    private static final ColumnRule TEXT = ColumnRule.predicate(
            Capture.STRING, Binding.STRING, "($c = ? AND DBMS_LOB.COMPARE(TO_CLOB($c), TO_CLOB(?)) = 0)");

    private static final int CANNOT_SERIALIZE = 8177;
    private static final int DEADLOCK = 60;

    /** Numbers that the driver has for types which JDBC has none for. */
    private static final int BINARY_FLOAT = 100;

    private static final int BINARY_DOUBLE = 101;
    private static final int TIMESTAMP_WITH_ZONE = -101;
    private static final int TIMESTAMP_WITH_LOCAL_ZONE = -102;
    private static final int INTERVAL_YEARS = -103;
    private static final int INTERVAL_DAYS = -104;

    @Override
    public String name() {
        return "Oracle";
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SYNTAX;
    }

    /** A DATE has a time of day. A LONG can be read once only, so it is left to the application. */
    @Override
    public ColumnRule rule(ColumnType type) {
        return switch (type.jdbcType()) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.NUMERIC,
                    Types.DECIMAL,
                    Types.BOOLEAN -> Rules.EQUAL_OBJECT;
            case Types.DATE, Types.TIMESTAMP -> Rules.EQUAL_DATE_TIME;
            case Types.CHAR, Types.VARCHAR ->
                type.typeName().startsWith("N") ? ColumnRule.lockedRow(Capture.STRING) : TEXT;
            case Types.BINARY, Types.VARBINARY -> Rules.EQUAL_BYTES;
            case Types.NCHAR,
                    Types.NVARCHAR,
                    Types.CLOB,
                    Types.NCLOB,
                    Types.FLOAT,
                    Types.REAL,
                    Types.DOUBLE,
                    Types.TIMESTAMP_WITH_TIMEZONE,
                    TIMESTAMP_WITH_ZONE,
                    TIMESTAMP_WITH_LOCAL_ZONE,
                    INTERVAL_YEARS,
                    INTERVAL_DAYS -> ColumnRule.lockedRow(Capture.STRING);
            case BINARY_FLOAT, BINARY_DOUBLE -> ColumnRule.lockedRow(Capture.OBJECT);
            case Types.BLOB -> ColumnRule.lockedRow(Capture.BYTES);
            case Types.LONGVARCHAR, Types.LONGVARBINARY ->
                ColumnRule.none("a " + type.typeName() + " can be read once only, which is left to the application");
            default -> ColumnRule.unknown(type);
        };
    }

    @Override
    public RowLock rowLock(int isolation) {
        return RowLock.FOR_UPDATE;
    }

    @Override
    public VerdictRead verdictRead(int isolation) {
        return VerdictRead.PLAIN;
    }

    /** A deadlock undoes the statement alone; after ORA-08177 the transaction goes on seeing what is old. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        return switch (error.getErrorCode()) {
            case CANNOT_SERIALIZE -> NativeSignal.CHANGED_MUST_ROLL_BACK;
            case DEADLOCK -> NativeSignal.CHANGED_ALIVE;
            default -> NativeSignal.NONE;
        };
    }
}
