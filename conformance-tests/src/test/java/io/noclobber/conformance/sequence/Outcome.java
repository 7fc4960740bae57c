package io.noclobber.conformance.sequence;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a call gave or threw, as a text that is the same for the same. */
final class Outcome {
    /**
     * What differs from connection to connection and from table to table: MariaDB's numbers of connections, names that
     * engines make up, Derby's count of savepoints, the numbers of H2's objects and Derby's cursors, the identity of objects, and bytes as text, which
     * PostgreSQL's driver gives by whether the statement was described before.
     */
    private static final String NUMBERED = "\\(conn=\\d+\\)|SYS_(PK|CT|IDX|FK|REF)_\\w+|SQL\\d{10,}\\S*|CONSTRAINT_\\w+"
            + "|PRIMARY_KEY_\\w+|SQLCUR\\d+|/\\* key:\\d+ \\*/|\\b(ar|blob|clob|sqlxml)\\d+: |@[0-9a-f]{1,8}\\b"
            + "|\\[B@[0-9a-f]+|\\\\x[0-9a-f]*|/\\* table: -?\\d+ id: \\d+ \\*/|SQLITE_SAVEPOINT_\\d+|\\bSAVEPT\\d+|statement handler \\(\\d+\\)";

    /** The text that a message quotes, which may be the guarded one: of H2, of HSQLDB, and of PostgreSQL's batches. */
    private static final String QUOTED =
            "SQL statement:[^\\[]*|(?s:Batch entry \\d+ .* was aborted:)|batch entry( \\d+)?:";

    /** Where in the text, or in which row, an error is, and whether Derby rolls a transaction of its own back for it. */
    private static final String PLACED = "at line \\d+, column \\d+|at row \\d+|Position: \\d+|\\b[23]0000\\b";

    /** How many columns there are, or which, in messages about one that there is not: hidden ones count. */
    private static final String COUNTED =
            "Invalid value \"\\d+\" for parameter|out of range: \\d+, number of columns: \\d+|Column not found: \\w+ ?"
                    + "|column -?\\d+ out of bounds \\[1,\\d+\\]"
                    + "|Column \"\\w+ ?\" not found|Column '\\d+' not found"
                    + "|Is -?\\d+ but must be in 1-\\d+ range|Possible value \\[.*\\]";

    /** What SQLite's driver says of rows whose statement has run again, by whether that was the same one. */
    private static final String OVER = "stmt pointer is closed|SQLite JDBC: inconsistent internal state";

    /** What HSQLDB says of an update of rows that a rollback has closed. */
    private static final String CLOSED = "2450[14] -360[13] invalid cursor state: [^;]*(: ; ResultSet is empty)?";

    /** What a JVM explains of an exception of its own, until it has thrown the same one often enough. */
    private static final String EXPLAINED = "NullPointerException(: Cannot [^…]*)?"
            + "|'(Index \\d+ out of bounds for length \\d+)?: java\\.lang\\.ArrayIndexOutOfBoundsException'";

    /** A failed batch that the guard had to split is reported by an exception of the JDK's. */
    private static final String SPLIT = "org\\.h2\\.jdbc\\.JdbcBatchUpdateException|java\\.sql\\.BatchUpdateException";

    private static final Pattern NAMED = Pattern.compile(NUMBERED + '|' + QUOTED + '|' + PLACED + '|' + COUNTED + '|'
            + SPLIT + '|' + OVER + '|' + CLOSED + '|' + EXPLAINED);

    /** HSQLDB quotes a text that it prepares, and only such. */
    private static final Pattern QUOTED_BY_HSQLDB = Pattern.compile(" in statement \\[.*\\]");

    private static final int LONGEST_CHAIN = 20;

    private Outcome() {}

    static String of(@Nullable Object given) throws SQLException, IOException {
        return named(text(given));
    }

    static String of(SQLException failure) {
        List<String> chain = new ArrayList<>();
        SQLException each = failure;
        for (int i = 0; each != null && i < LONGEST_CHAIN; i++) {
            StringBuilder text = new StringBuilder(each.getClass().getName());
            text.append(' ').append(each.getSQLState()).append(' ').append(each.getErrorCode());
            text.append(' ').append(each.getMessage());
            if (each instanceof BatchUpdateException batch) {
                text.append(" counts ").append(Arrays.toString(batch.getLargeUpdateCounts()));
            }
            if (!isDowngrade(each)) {
                chain.add(named(text));
            }
            each = each.getNextException();
        }
        return String.join(", then ", chain);
    }

    /** Derby warns for each statement that it does not give the cursor asked for, for one of ours as well. */
    private static boolean isDowngrade(SQLException link) {
        return link instanceof SQLWarning && ("01J02".equals(link.getSQLState()) || "01J06".equals(link.getSQLState()));
    }

    private static String named(CharSequence text) {
        return NAMED.matcher(QUOTED_BY_HSQLDB.matcher(text).replaceAll("")).replaceAll("…");
    }

    private static String text(@Nullable Object given) throws SQLException, IOException {
        if (given == null) {
            return "null";
        }
        if (given instanceof SQLWarning warning) {
            if ("02000".equals(warning.getSQLState()) && warning.getNextWarning() == null) {
                return "null"; // HSQLDB says of the last statement that it found no row, which may be one of ours
            }
            String links = of((SQLException) warning);
            return links.isEmpty() ? "null" : "warning " + links;
        }
        if (given instanceof ResultSetMetaData columns) {
            return columns(columns);
        }
        if (given instanceof ParameterMetaData parameters) {
            return "parameters " + parameters.getParameterCount();
        }
        if (given instanceof ResultSet) {
            return "rows";
        }
        return given.getClass().getName() + ' ' + content(given);
    }

    private static String content(Object given) throws SQLException, IOException {
        if (given.getClass().isArray()) {
            return array(given);
        }
        if (given instanceof InputStream stream) {
            return array(stream.readAllBytes());
        }
        if (given instanceof Reader reader) {
            return read(reader);
        }
        if (given instanceof Blob blob) {
            return array(blob.getBytes(1, (int) blob.length()));
        }
        if (given instanceof Clob clob) {
            return clob.getSubString(1, (int) clob.length());
        }
        return given instanceof RowId ? "" : given.toString();
    }

    private static String array(Object array) throws SQLException, IOException {
        if (array instanceof byte[] bytes) {
            return bytes.length + " bytes " + new String(bytes, StandardCharsets.ISO_8859_1);
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Array.getLength(array); i++) {
            text.append(i == 0 ? "" : ", ").append(text(Array.get(array, i)));
        }
        return text.append(']').toString();
    }

    private static String read(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            text.append((char) c);
        }
        return text.toString();
    }

    private static String columns(ResultSetMetaData columns) throws SQLException {
        StringBuilder text = new StringBuilder("columns");
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            text.append(i == 1 ? " " : ", ")
                    .append(columns.getTableName(i))
                    .append('.')
                    .append(columns.getColumnName(i))
                    .append(" as ")
                    .append(columns.getColumnLabel(i))
                    .append(' ')
                    .append(columns.getColumnTypeName(i))
                    .append(' ')
                    .append(columns.getColumnType(i))
                    .append(' ')
                    .append(columns.getColumnClassName(i))
                    .append(' ')
                    .append(columns.getPrecision(i))
                    .append(' ')
                    .append(columns.getScale(i))
                    .append(' ')
                    .append(columns.getColumnDisplaySize(i))
                    .append(' ')
                    .append(columns.isNullable(i))
                    .append(columns.isAutoIncrement(i))
                    .append(columns.isReadOnly(i))
                    .append(columns.isWritable(i))
                    .append(columns.isCaseSensitive(i));
        }
        return text.toString();
    }
}
