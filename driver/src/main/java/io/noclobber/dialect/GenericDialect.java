package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;

/**
 * An engine that nobody has measured: standard SQL, and what has not proved exact on a row is compared
 * by the driver on the locked row.
 */
final class GenericDialect implements Dialect {
    private static final String EQUAL = "$c = ?";
    private static final ColumnRule OBJECT = ColumnRule.unproved(Capture.OBJECT, Binding.OBJECT, EQUAL);
    /** Where a column keeps the scale of its values, only their text tells it. */
    private static final ColumnRule DECIMAL = ColumnRule.unproved(
            Capture.OBJECT, Binding.OBJECT, EQUAL, "($c = ? AND CAST($c AS VARCHAR(200)) = CAST(? AS VARCHAR(200)))");

    private static final ColumnRule DATE = ColumnRule.unproved(Capture.LOCAL_DATE, Binding.OBJECT, EQUAL);
    private static final ColumnRule TIME = ColumnRule.unproved(Capture.LOCAL_TIME, Binding.OBJECT, EQUAL);
    private static final ColumnRule DATE_TIME = ColumnRule.unproved(Capture.LOCAL_DATE_TIME, Binding.OBJECT, EQUAL);
    private static final ColumnRule BYTES = ColumnRule.unproved(Capture.BYTES, Binding.BYTES, EQUAL);

    /** Whether = tells case and trailing blanks apart depends on a collation that nobody has looked at. */
    private static final ColumnRule TEXT = ColumnRule.unproved(
            Capture.STRING,
            Binding.STRING,
            EQUAL,
            "($c = ? AND CHAR_LENGTH($c) = CHAR_LENGTH(CAST(? AS VARCHAR(4000))))",
            "CAST($c AS VARBINARY(16000)) = CAST(CAST(? AS VARCHAR(4000)) AS VARBINARY(16000))");

    private final String product;
    private final boolean selectForUpdate;
    private final boolean javaTime;

    /**
     * A dialect for a product that nobody has measured.
     *
     * @param javaTime whether its driver gives the classes of {@code java.time}, as since JDBC 4.2; of another one only the text of a
     *     time tells it without the zone of the JVM
     */
    GenericDialect(String product, boolean selectForUpdate, boolean javaTime) {
        this.product = product;
        this.selectForUpdate = selectForUpdate;
        this.javaTime = javaTime;
    }

    @Override
    public String name() {
        return product;
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SqlSyntax.STANDARD;
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        return switch (type.jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.BOOLEAN -> OBJECT;
            case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
            case Types.DATE -> javaTime ? DATE : ColumnRule.lockedRow(Capture.STRING);
            case Types.TIME -> javaTime ? TIME : ColumnRule.lockedRow(Capture.STRING);
            case Types.TIMESTAMP -> javaTime ? DATE_TIME : ColumnRule.lockedRow(Capture.STRING);
            case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR -> TEXT;
            case Types.CLOB, Types.NCLOB -> ColumnRule.lockedRow(Capture.STRING);
            case Types.BINARY, Types.VARBINARY -> BYTES;
            case Types.LONGVARBINARY, Types.BLOB -> ColumnRule.lockedRow(Capture.BYTES);
            case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.BIT -> ColumnRule.lockedRow(Capture.OBJECT);
            case Types.TIME_WITH_TIMEZONE -> ColumnRule.lockedRow(Capture.OFFSET_TIME);
            case Types.TIMESTAMP_WITH_TIMEZONE -> ColumnRule.lockedRow(Capture.OFFSET_DATE_TIME);
            default -> ColumnRule.unknown(type);
        };
    }

    @Override
    public RowLock rowLock(int isolation) {
        return selectForUpdate ? RowLock.FOR_UPDATE : RowLock.NO_OP_UPDATE;
    }

    @Override
    public VerdictRead verdictRead(int isolation) {
        return isolation >= Connection.TRANSACTION_REPEATABLE_READ ? VerdictRead.SECOND_CONNECTION : VerdictRead.PLAIN;
    }

    /** Class 40 is the standard's "transaction rollback", and it is safe to roll back once more. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        String state = error.getSQLState();
        return state != null && state.startsWith("40") ? NativeSignal.CHANGED_MUST_ROLL_BACK : NativeSignal.NONE;
    }

    @Override
    public boolean reachesSameDatabase(String url) {
        return !url.contains(":mem");
    }

    @Override
    public boolean vanishes(String url) {
        return url.contains(":mem");
    }
}
