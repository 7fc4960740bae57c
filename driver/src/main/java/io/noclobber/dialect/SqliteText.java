package io.noclobber.dialect;

import io.noclobber.row.ValueDigest;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of SQLite, whose text may be any bytes. The driver makes U+FFFD of those that it cannot decode, so a text
 * with that character is looked at more closely.
 */
final class SqliteText {
    private static final char UNDECODABLE = '\ufffd';

    private SqliteText() {}

    /** The value as the driver gives it, or the digest of its bytes where it is a text that cannot be decoded. */
    static @Nullable Object read(ResultSet rows, int index) throws SQLException {
        Object value = rows.getObject(index);
        if (!mayBeDamaged(value)) {
            return value;
        }
        byte[] bytes = rows.getBytes(index);
        boolean decoded = bytes == null || Arrays.equals(bytes, value.toString().getBytes(StandardCharsets.UTF_8));
        return decoded ? value : ValueDigest.ofEncoded(bytes);
    }

    static boolean mayBeDamaged(@Nullable Object value) {
        return value instanceof String text && text.indexOf(UNDECODABLE) >= 0;
    }
}
