package io.noclobber.dialect;

import io.noclobber.row.ValueDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.Reader;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Takes values out of the driver's hands: what is mutable or bound to the connection is copied. Stateless. */
final class TakenValue {
    private TakenValue() {}

    /** {@code value}, or a copy of it. */
    static @Nullable Object of(@Nullable Object value) throws SQLException {
        if (value == null || isPlain(value)) {
            return value;
        }
        if (value instanceof byte[] bytes && bytes.length <= ValueDigest.LONGEST_KEPT) {
            // some drivers give the very bytes of the row
            return bytes.clone();
        }
        if (value instanceof String || value instanceof byte[]) {
            return Capture.kept(value);
        }
        if (value instanceof Blob blob) {
            return bytes(blob.getBinaryStream());
        }
        if (value instanceof Clob clob) {
            return text(clob.getCharacterStream());
        }
        if (value instanceof Array array) {
            return array.toString();
        }
        return value;
    }

    /**
     * Whether it is one of the values that nearly all columns give. Asked first, because a JVM tells a class at once, but
     * looks through all interfaces of a value to find that {@link Blob} is none of them.
     */
    private static boolean isPlain(Object value) {
        return value instanceof String text && text.length() <= ValueDigest.LONGEST_KEPT
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof LocalDateTime
                || value instanceof LocalDate
                || value instanceof OffsetDateTime;
    }

    /** All bytes of a stream, or their digest. */
    static @Nullable Object bytes(@Nullable InputStream stream) throws SQLException {
        if (stream == null) {
            return null;
        }
        try (stream) {
            return ValueDigest.of(stream);
        } catch (IOException failure) {
            throw new SQLException("a large object could not be read: " + failure.getMessage(), failure);
        }
    }

    /** All characters of a reader, or their digest. */
    static @Nullable Object text(@Nullable Reader reader) throws SQLException {
        if (reader == null) {
            return null;
        }
        try (reader) {
            return ValueDigest.of(reader);
        } catch (IOException failure) {
            throw new SQLException("a large object could not be read: " + failure.getMessage(), failure);
        }
    }

    /** A Java object by its serialised form. */
    static byte[] serialized(Object value) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException cannot) {
            throw new SQLException(
                    "a value of " + value.getClass().getName() + " cannot be compared: it cannot be serialised",
                    cannot);
        }
        return bytes.toByteArray();
    }
}
