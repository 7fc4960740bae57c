package io.noclobber.dialect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a FLOAT where rows may come in binary. As text the server sends six digits, so that neighbours look the same. A plain statement
 * always gets text, whatever is set for prepared ones, and Connector/J also for prepared ones that it takes for
 * difficult.
 */
final class MySqlFloats {
    private MySqlFloats() {}

    static @Nullable Object read(ResultSet rows, int index) throws SQLException {
        float value = rows.getFloat(index);
        if (rows.wasNull()) {
            return null;
        }
        if (rows.getStatement() instanceof PreparedStatement && isBinary(rows, index, value)) {
            return value;
        }
        throw new SQLException("sent as text, a FLOAT has lost digits");
    }

    /** MariaDB's driver does not give the bytes of a number, but leaves no prepared statement to text by itself. */
    private static boolean isBinary(ResultSet rows, int index, float value) throws SQLException {
        byte @Nullable [] bytes;
        try {
            bytes = rows.getBytes(index);
        } catch (SQLException refused) {
            return true;
        }
        return bytes != null && isBinary(bytes, value);
    }

    /** Four bytes that are the number; the digits of no number of four characters are. */
    static boolean isBinary(byte[] bytes, float value) {
        return bytes.length == Float.BYTES
                && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat() == value;
    }
}
