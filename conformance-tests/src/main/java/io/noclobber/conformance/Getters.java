package io.noclobber.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways in which an application gets the value of a column. Stateless. */
final class Getters {
    private Getters() {}

    /** One of them. */
    interface Getter {
        @Nullable Object of(ResultSet rows, int column) throws SQLException;
    }

    /** All that {@link ResultSet} has, by their names. */
    static Map<String, Getter> all() {
        Map<String, Getter> all = new LinkedHashMap<>();
        all.put("getString", ResultSet::getString);
        all.put("getNString", ResultSet::getNString);
        all.put("getBoolean", ResultSet::getBoolean);
        all.put("getByte", ResultSet::getByte);
        all.put("getShort", ResultSet::getShort);
        all.put("getInt", ResultSet::getInt);
        all.put("getLong", ResultSet::getLong);
        all.put("getFloat", ResultSet::getFloat);
        all.put("getDouble", ResultSet::getDouble);
        all.put("getBigDecimal", ResultSet::getBigDecimal);
        all.put("getBytes", ResultSet::getBytes);
        all.put("getDate", ResultSet::getDate);
        all.put("getTime", ResultSet::getTime);
        all.put("getTimestamp", ResultSet::getTimestamp);
        all.put("getObject", ResultSet::getObject);
        all.put("getAsciiStream", ResultSet::getAsciiStream);
        all.put("getBinaryStream", ResultSet::getBinaryStream);
        all.put("getCharacterStream", ResultSet::getCharacterStream);
        all.put("getNCharacterStream", ResultSet::getNCharacterStream);
        all.put("getBlob", ResultSet::getBlob);
        all.put("getClob", ResultSet::getClob);
        for (Class<?> type : List.of(
                String.class,
                Integer.class,
                Long.class,
                Boolean.class,
                BigDecimal.class,
                LocalDate.class,
                LocalDateTime.class,
                Timestamp.class,
                byte[].class,
                Clob.class,
                Runtime.class)) {
            all.put("getObject " + type.getSimpleName(), (rows, column) -> rows.getObject(column, type));
        }
        return all;
    }

    /** What the application finds in a value, streams and large objects read to their end. */
    static @Nullable Object content(@Nullable Object value) throws SQLException {
        try {
            if (value instanceof InputStream stream) {
                byte[] bytes = stream.readAllBytes();
                return isAddress(new String(bytes, StandardCharsets.US_ASCII))
                        ? "stream of an address"
                        : "stream " + HexFormat.of().formatHex(bytes);
            }
            if (value instanceof Reader reader) {
                StringWriter text = new StringWriter();
                reader.transferTo(text);
                return isAddress(text.toString()) ? "reader of an address" : "reader " + text;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (value instanceof byte[] bytes) {
            return "bytes " + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Blob blob) {
            return "blob " + HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        }
        return value instanceof Clob clob ? "clob " + clob.getSubString(1, (int) clob.length()) : value;
    }

    /** What pgjdbc makes of bytes that are asked for as text. */
    private static boolean isAddress(String text) {
        return text.startsWith("[B@");
    }
}
