package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB, by its own driver or by MySQL's Connector/J, which read and bind dates and numbers in different ways, each in two
 * protocols. Strings are compared by their bytes: every collation but the rare NOPAD ones hides trailing blanks, most
 * hide case and accents.
 */
sealed class MariaDbDialect implements Dialect permits MySqlDialect {
    static final int CHANGED_SINCE_LAST_READ = 1020;

    /** The value goes as bytes, which no setting of the connection takes for another character set. */
    private static final ColumnRule SAME_BYTES =
            ColumnRule.predicate(Capture.STRING, Binding.UTF8, "CAST(CONVERT($c USING utf8mb4) AS BINARY) = ?");

    private static final ColumnRule BITS = ColumnRule.predicate(Capture.BYTES, Binding.BYTES, "CAST($c AS BINARY) = ?");
    private static final ColumnRule DATE = ColumnRule.predicate(Capture.LOCAL_DATE_OR_TEXT, Binding.OBJECT, "$c = ?");
    private static final ColumnRule DATE_TIME =
            ColumnRule.predicate(Capture.LOCAL_DATE_TIME_OR_TEXT, Binding.OBJECT, "$c = ?");
    private static final ColumnRule TIME = ColumnRule.predicate(Capture.DURATION, Binding.TIME_OF_DAY, "$c = ?");
    /** As a number: compared as a year, 0 is 2000. */
    private static final ColumnRule YEAR = ColumnRule.predicate(Capture.WHOLE_NUMBER, Binding.OBJECT, "$c + 0 = ?");

    /**
     * Its {@code =} holds 0 and -0 equal, and -0.0 in a text of SQL is a decimal, which has no such sign. What is added
     * keeps MariaDB from putting the value in the place of the column.
     */
    private static final String SAME_NUMBER = "($c + 0e0 = ? AND ($c <> 0 OR LEFT($c, 1) = LEFT(?, 1)))";

    private static final ColumnRule DOUBLE = ColumnRule.predicate(Capture.DOUBLE, Binding.DIGITS, SAME_NUMBER);
    private static final ColumnRule BINARY_FLOAT =
            ColumnRule.predicate(Capture.BINARY_FLOAT, Binding.OBJECT, SAME_NUMBER);

    /** Who lacks the privilege sees no triggers, whether there are any or not. What a role grants is not looked for. */
    private static final String MAY_SEE_TRIGGERS =
            "(SELECT GRANTEE, TABLE_CATALOG, PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES"
                    + " UNION ALL SELECT GRANTEE, TABLE_CATALOG, PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES"
                    + " WHERE TABLE_SCHEMA = ?"
                    + " UNION ALL SELECT GRANTEE, TABLE_CATALOG, PRIVILEGE_TYPE FROM information_schema.TABLE_PRIVILEGES"
                    + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?) p"
                    + " WHERE p.PRIVILEGE_TYPE = 'TRIGGER'"
                    + " AND p.GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')";

    private static final String TRIGGERS = "SELECT (SELECT COUNT(*) FROM information_schema.TRIGGERS"
            + " WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?), COUNT(*) FROM " + MAY_SEE_TRIGGERS;
    private static final String COLUMNS = "SELECT COLUMN_NAME, COLUMN_TYPE, EXTRA, CHARACTER_SET_NAME"
            + " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    private static final int DEADLOCK = 1213;

    /** What stands behind the type of a column whose character set needs a rule of its own. */
    private static final String IN_CHARACTERS = " in ";

    private final MySqlDriver driver;

    MariaDbDialect(MySqlDriver driver) {
        this.driver = driver;
    }

    @Override
    public boolean givesStreamsAgain() {
        return true;
    }

    @Override
    public String name() {
        return "MariaDB";
    }

    /** The rules differ with the driver and its mode. */
    @Override
    public final String variant() {
        return driver.toString();
    }

    SqlSyntax.Grammar grammar() {
        return SqlSyntax.Grammar.MARIADB;
    }

    @Override
    public final SqlSyntax syntax(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@sql_mode")) {
            rows.next();
            List<String> modes = List.of(rows.getString(1).split(","));
            return new SqlSyntax(
                    grammar(),
                    !modes.contains("NO_BACKSLASH_ESCAPES"),
                    !modes.contains("ANSI_QUOTES"),
                    true,
                    false,
                    true,
                    false,
                    false,
                    false);
        }
    }

    /** Backticks quote in every sql_mode; columns are never told apart by case. */
    @Override
    public Naming naming(Connection connection) throws SQLException {
        Naming naming = Naming.of(connection.getMetaData()).ignoringColumnCase();
        return new Naming(
                naming.tables(), naming.tables(), naming.columns(), naming.quotedColumns(), "`", naming.schemas());
    }

    @Override
    public List<String> searchPath(Connection connection) throws SQLException {
        String database = connection.getCatalog();
        return database == null || database.isEmpty() ? List.of() : List.of(database);
    }

    /** Its metadata does not show temporary tables at all. */
    @Override
    public boolean mixesTemporaryTables() {
        return false;
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        String declared = (type.trait().isEmpty() ? type.typeName() : type.trait()).toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < declared.length() && Character.isLetterOrDigit(declared.charAt(end))) {
            end++;
        }
        return switch (declared.substring(0, end)) {
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json" ->
                text(declared);
            // A tinyint(1) reads as a Boolean, which forgets 2 and -1.
            case "tinyint" -> declared.startsWith("tinyint(1)") ? Rules.EQUAL_STRING : Rules.EQUAL_INTEGER;
            case "bigint" -> bigint(declared);
            case "smallint", "mediumint" -> Rules.EQUAL_INTEGER;
            case "int", "integer" -> declared.contains("unsigned") ? Rules.EQUAL_LONG : Rules.EQUAL_INTEGER;
            case "decimal", "numeric" -> Rules.EQUAL_DECIMAL;
            case "double" -> DOUBLE;
            case "float" -> single(declared);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Rules.EQUAL_BYTES;
            case "bit" -> BITS;
            case "date" -> driver.connectorJ() ? Rules.EQUAL_STRING : DATE;
            case "datetime", "timestamp" -> driver.connectorJ() ? Rules.EQUAL_STRING : DATE_TIME;
            case "time" -> TIME;
            case "uuid", "inet4", "inet6" -> Rules.EQUAL_STRING;
            case "year" -> YEAR;
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection" -> Rules.EQUAL_BYTES;
            default -> ColumnRule.unknown(type);
        };
    }

    private static ColumnRule text(String declared) {
        int end = declared.lastIndexOf(IN_CHARACTERS);
        return declared.endsWith(")") || end < 0
                ? SAME_BYTES
                : ColumnRule.predicate(
                        Capture.STRING,
                        Binding.UTF8,
                        "CAST($c AS BINARY) = CAST(CONVERT(CONVERT(? USING utf8mb4) USING "
                                + declared.substring(end + IN_CHARACTERS.length()) + ") AS BINARY)");
    }

    private ColumnRule bigint(String declared) {
        if (!declared.contains("unsigned")) {
            return Rules.EQUAL_LONG;
        }
        return driver.connectorJ() ? Rules.EQUAL_STRING : Rules.EQUAL_OBJECT;
    }

    private ColumnRule single(String declared) {
        if (declared.contains("(")) {
            return Rules.EQUAL_FLOAT;
        }
        return driver.binaryRows()
                ? BINARY_FLOAT
                : ColumnRule.none(
                        "rows sent as text have six digits of a FLOAT, those that useServerPrepStmts=true brings have all");
    }

    /** The declared types: the metadata reports a tinyint(1) as a bit, if the driver is told to. */
    @Override
    public TableFacts inspect(Connection connection, TableName table) throws SQLException {
        String database = table.catalog() == null ? table.schema() : table.catalog();
        Map<String, String> declared = new HashMap<>();
        Set<String> computed = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, database);
            statement.setString(2, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String characters = rows.getString(4);
                    declared.put(rows.getString(1), rows.getString(2) + inCharacters(characters));
                    if (computes(rows.getString(3)) || "swe7".equals(characters)) {
                        computed.add(rows.getString(1));
                    }
                }
            }
        }
        return new TableFacts(
                declared,
                false,
                mayHaveTriggers(connection, database, table.name()),
                !computed.isEmpty(),
                computed,
                Set.of());
    }

    /** Each character has one code in these; of others two may become the same character, so that the codes are compared. */
    private static String inCharacters(@Nullable String set) {
        return switch (set == null ? "binary" : set) {
            case "binary", "utf8", "utf8mb3", "utf8mb4", "utf16", "utf16le", "utf32", "latin1" -> "";
            default -> IN_CHARACTERS + set;
        };
    }

    /** Auto-increment is for INSERT. Whatever else the database does to the column may be done by an UPDATE. */
    private static boolean computes(@Nullable String extra) {
        String told = extra == null ? "" : extra.toLowerCase(Locale.ROOT);
        return !told.isEmpty() && !told.equals("auto_increment");
    }

    private static boolean mayHaveTriggers(Connection connection, @Nullable String database, String table)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRIGGERS)) {
            statement.setString(1, database);
            statement.setString(2, table);
            statement.setString(3, database);
            statement.setString(4, database);
            statement.setString(5, table);
            try (ResultSet facts = statement.executeQuery()) {
                facts.next();
                return facts.getInt(1) > 0 || facts.getInt(2) == 0;
            }
        }
    }

    /** In no mode does the server change these: not beyond the range, nor letters that a character set lacks. By Connector/J nobody has measured it. */
    @Override
    public StoredForm storedForm(ColumnType type) {
        String declared = type.trait().toLowerCase(Locale.ROOT);
        if (driver.connectorJ() || declared.contains("unsigned")) {
            return StoredForm.NONE;
        }
        int end = declared.indexOf('(');
        return switch (end < 0 ? declared : declared.substring(0, end)) {
            case "int" -> StoredForms.INTEGER;
            case "bigint" -> StoredForms.BIGINT;
            case "decimal" -> StoredForms.decimal(type.size(), type.scale());
            case "varchar" -> StoredForms.text(type.size(), Rules.LAST_OF_ASCII);
            default -> StoredForm.NONE;
        };
    }

    @Override
    public boolean comparesPadded() {
        return true;
    }

    @Override
    public RowLock rowLock(int isolation) {
        return RowLock.FOR_UPDATE;
    }

    /** A plain read at REPEATABLE READ shows the snapshot, in which the row is as it was. */
    @Override
    public VerdictRead verdictRead(int isolation) {
        return isolation >= Connection.TRANSACTION_REPEATABLE_READ ? VerdictRead.LOCKING : VerdictRead.PLAIN;
    }

    /** A lock timeout (1205) is none: it says that the row is locked, and asking would wait once more. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        return error.getErrorCode() == CHANGED_SINCE_LAST_READ || error.getErrorCode() == DEADLOCK
                ? NativeSignal.CHANGED_ROLLED_BACK
                : NativeSignal.NONE;
    }

    /** What {@code executeUpdate} says of a text that gives rows; the driver has no code for it. */
    @Override
    public boolean hasRun(SQLException error, boolean inTransaction) {
        return "HY000".equals(error.getSQLState())
                && String.valueOf(error.getMessage()).contains("produces an unexpected ResultSet object");
    }

    /** Rows that have been fetched are read on while the same statement updates. */
    @Override
    public boolean updateClosesRows() {
        return false;
    }

    /** Not when the driver may choose another of several hosts the next time. */
    @Override
    public boolean reachesSameDatabase(String url) {
        return !url.contains(":loadbalance:") && !url.contains(":load-balance:");
    }

    /** MariaDB's driver can have the server execute a batch as one, which then tells no counts. */
    @Override
    public boolean failureEndsBatch() {
        return driver.stoppingBatches();
    }

    @Override
    public boolean countsBatches() {
        return !driver.uncountedBatches();
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

    /** MariaDB's driver reads all that is left, Connector/J refuses. */
    @Override
    public boolean questionsEndStreams() {
        return true;
    }
}
