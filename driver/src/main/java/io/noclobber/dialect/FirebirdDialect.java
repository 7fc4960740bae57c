package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Firebird 3. Its {@code =} pads, follows the column's collation and holds 0.0 and -0.0 equal, so texts
 * are compared as bytes; {@code FOR UPDATE} locks only together with {@code WITH LOCK}.
 */
final class FirebirdDialect implements Dialect {
    private static final String VALUE = "CAST(? AS DOUBLE PRECISION)";
    /** Equal numbers have equal angles, but for the two zeros: those lie on either side of the cut. NaN differs from itself. */
    private static final ColumnRule FLOAT = ColumnRule.predicate(
            Capture.OBJECT,
            Binding.OBJECT,
            "($c = ? AND ATAN2($c, -1) = ATAN2(?, -1) OR $c <> $c AND " + VALUE + " <> " + VALUE + ")");

    /** A message to the server holds 64 KB: the application's parameters and the guard's together. */
    private static final int WIDEST_TEXTS = 28_000;

    private static final String WIDE_BYTES = "BLOB SUB_TYPE BINARY";
    /** The metadata takes an array for one of its elements. */
    private static final String ARRAY = "array";

    private static final int TEXT = 1;
    private static final int FIXED = 14;
    private static final int VARYING = 37;

    private static final LockText LOCK = new LockText("", " WITH LOCK");

    private static final String COLUMNS = "SELECT TRIM(c.RDB$FIELD_NAME), f.RDB$FIELD_TYPE, f.RDB$FIELD_SUB_TYPE,"
            + " f.RDB$FIELD_LENGTH, f.RDB$CHARACTER_LENGTH, TRIM(s.RDB$CHARACTER_SET_NAME),"
            + " f.RDB$DIMENSIONS"
            + " FROM RDB$RELATION_FIELDS c JOIN RDB$FIELDS f ON f.RDB$FIELD_NAME = c.RDB$FIELD_SOURCE"
            + " LEFT JOIN RDB$CHARACTER_SETS s ON s.RDB$CHARACTER_SET_ID = f.RDB$CHARACTER_SET_ID"
            + " WHERE c.RDB$RELATION_NAME = ?";
    private static final String TRIGGERS =
            "SELECT COUNT(*) FROM RDB$TRIGGERS WHERE RDB$RELATION_NAME = ? AND RDB$SYSTEM_FLAG = 0";

    private static final int UPDATE_CONFLICT = 335_544_336;
    /** A number for messages of many kinds. */
    private static final int OTHER_MESSAGE = 335_544_382;

    @Override
    public boolean givesStreamsAgain() {
        return true;
    }

    @Override
    public String name() {
        return "Firebird";
    }

    /** Double quotes begin strings in databases of dialect 1. */
    @Override
    public SqlSyntax syntax(Connection connection) throws SQLException {
        boolean strings = !"\"".equals(connection.getMetaData().getIdentifierQuoteString());
        return new SqlSyntax(SqlSyntax.Grammar.FIREBIRD, false, strings, false, false, false, false, false, false);
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        if (type.trait().equals(ARRAY)) {
            return ColumnRule.none("the driver does not read arrays");
        }
        return switch (type.jdbcType()) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.BOOLEAN, Types.NUMERIC, Types.DECIMAL ->
                Rules.EQUAL_OBJECT;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> FLOAT;
            case Types.DATE -> Rules.EQUAL_DATE;
            case Types.TIME -> Rules.EQUAL_TIME;
            case Types.TIMESTAMP -> Rules.EQUAL_DATE_TIME;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB ->
                sameBytes(Capture.STRING, Binding.STRING, type.trait());
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                sameBytes(Capture.BYTES, Binding.BYTES, type.trait());
            case Types.TIME_WITH_TIMEZONE -> ColumnRule.lockedRow(Capture.OFFSET_TIME);
            case Types.TIMESTAMP_WITH_TIMEZONE -> ColumnRule.lockedRow(Capture.OFFSET_DATE_TIME);
            default -> ColumnRule.unknown(type);
        };
    }

    /**
     * Both sides as bytes. One is put behind them, because a comparison pads the shorter side.
     *
     * @param trait the number of bytes, 0 for a BLOB, then the type
     */
    private static ColumnRule sameBytes(Capture capture, Binding binding, String trait) {
        int blank = trait.indexOf(' ');
        if (blank < 0) {
            return ColumnRule.lockedRow(capture);
        }
        String length = trait.substring(0, blank);
        String bytes = length.equals("0") ? WIDE_BYTES : "VARCHAR(" + length + ") CHARACTER SET OCTETS";
        return ColumnRule.predicate(
                capture,
                binding,
                "CAST($c AS " + bytes + ") || x'01' = CAST(CAST(? AS " + trait.substring(blank + 1) + ") AS " + bytes
                        + ") || x'01'");
    }

    /** The declared types of texts, with their character sets, which the metadata does not tell. */
    @Override
    public TableFacts inspect(Connection connection, TableName table) throws SQLException {
        Map<String, String> plain = new HashMap<>();
        Map<String, String> wide = new HashMap<>();
        int bytes = 0;
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String column = rows.getString(1);
                    String blob = "0 " + blob(rows.getInt(2), rows.getInt(3), rows.getString(6));
                    String declared = declared(rows);
                    bytes += declared == null ? 0 : rows.getInt(4);
                    plain.put(column, rows.getObject(7) != null ? ARRAY : declared == null ? blob : declared);
                    wide.put(column, rows.getObject(7) != null ? ARRAY : blob);
                }
            }
        }
        return new TableFacts(
                bytes > WIDEST_TEXTS ? wide : plain, false, hasTriggers(connection, table), true, Set.of(), Set.of());
    }

    private static String blob(int type, int subType, @Nullable String characters) {
        boolean text = subType == TEXT || type == FIXED || type == VARYING;
        return !text || characters == null || characters.equals("OCTETS")
                ? WIDE_BYTES
                : "BLOB SUB_TYPE TEXT CHARACTER SET " + characters;
    }

    private static @Nullable String declared(ResultSet rows) throws SQLException {
        String name = switch (rows.getInt(2)) {
            case FIXED -> " CHAR(";
            case VARYING -> " VARCHAR(";
            default -> null;
        };
        return name == null ? null : rows.getInt(4) + name + rows.getInt(5) + ") CHARACTER SET " + rows.getString(6);
    }

    private static boolean hasTriggers(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRIGGERS)) {
            statement.setString(1, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) > 0;
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
    public LockText lockText() {
        return LOCK;
    }

    @Override
    public VerdictRead verdictRead(int isolation) {
        return VerdictRead.PLAIN;
    }

    /** Where none was written it returns one row of NULLs. */
    @Override
    public boolean countsWhatItReturns() {
        return false;
    }

    @Override
    public boolean failureUndoesBatch() {
        return true;
    }

    @Override
    public boolean statementsCloseRows() {
        return true;
    }

    /**
     * The statement that met a newer version of the row is undone, and no more. A lock that did not come in
     * time is no sign: it says that the row is locked.
     */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        String message = error.getMessage();
        boolean changed = error.getErrorCode() == UPDATE_CONFLICT
                || (error.getErrorCode() == OTHER_MESSAGE && message != null && message.contains("erased record"));
        return changed ? NativeSignal.CHANGED_ALIVE : NativeSignal.NONE;
    }

    @Override
    public boolean cursorsStay(int holdability) {
        return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public boolean cursorsWriteWholeRows() {
        return false;
    }

    /** What {@code executeQuery} says of a text that gives no rows. */
    @Override
    public boolean hasRun(SQLException error, boolean inTransaction) {
        return Rules.stateIs(error, "07005");
    }
}
