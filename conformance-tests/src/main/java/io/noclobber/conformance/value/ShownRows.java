package io.noclobber.conformance.value;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** An application that looks at rows of a number, a value and another number. Stateless. */
final class ShownRows {
    private ShownRows() {}

    static void show(ResultSet rows) throws SQLException {
        while (rows.next()) {
            rows.getInt(1);
            showValue(rows);
        }
    }

    /** A large object that is not read is not compared either, and as an object some drivers give it only once. */
    static void showValue(ResultSet rows) throws SQLException {
        int type = rows.getMetaData().getColumnType(2);
        if (type == Types.CLOB || type == Types.SQLXML) {
            rows.getString(2);
        } else if (type == Types.BLOB) {
            spoil(rows.getBytes(2));
        } else {
            showObject(rows);
        }
    }

    private static void showObject(ResultSet rows) throws SQLException {
        try {
            spoil(rows.getObject(2));
        } catch (SQLException | RuntimeException refused) {
            // there are types of which a driver cannot make an object; an application reads them in another way
            rows.getInt(3);
        }
    }

    /** What an application does to a value that it has been given is not done to the image of the row. */
    private static void spoil(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            Arrays.fill(bytes, (byte) 42);
        } else if (value instanceof Date date) {
            date.setTime(42);
        }
    }
}
