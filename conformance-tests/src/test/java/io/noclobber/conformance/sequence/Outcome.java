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
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a call gave or threw, as a text that is the same for the same. */
final class Outcome {
    /**
     * What differs from connection to connection and from table to table, and the text that a message quotes:
     * MariaDB's and HSQLDB's numbers of connections, names that engines make up, the whole statement in messages of H2
     * and of MariaDB's driver, the identity of objects, the names of PostgreSQL's prepared statements and cursors.
     */
    private static final Pattern NUMBERED =
            Pattern.compile("\\(conn=\\d+\\)|SYS_(PK|CT|IDX|FK|REF)_\\w+|SQL\\d{10,}\\S*"
                    + "|CONSTRAINT_\\w+|PRIMARY_KEY_\\w+|SQL statement:[^\\[]*|SQLCUR\\d+|@[0-9a-f]{5,8}\\b");

    private static final int LONGEST_CHAIN = 20;

    private Outcome() {}

    static String of(@Nullable Object given) throws SQLException, IOException {
        return NUMBERED.matcher(text(given)).replaceAll("…");
    }

    static String of(SQLException failure) {
        StringBuilder text = new StringBuilder();
        SQLException each = failure;
        for (int i = 0; each != null && i < LONGEST_CHAIN; i++) {
            text.append(i == 0 ? "" : ", then ").append(each.getClass().getName());
            text.append(' ').append(each.getSQLState()).append(' ').append(each.getErrorCode());
            text.append(' ').append(each.getMessage());
            if (each instanceof BatchUpdateException batch) {
                text.append(" counts ").append(Arrays.toString(batch.getLargeUpdateCounts()));
            }
            each = each.getNextException();
        }
        return NUMBERED.matcher(text).replaceAll("…");
    }

    private static String text(@Nullable Object given) throws SQLException, IOException {
        if (given == null) {
            return "null";
        }
        if (given instanceof SQLWarning warning) {
            return "warning " + of((SQLException) warning);
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
