package io.noclobber.conformance.value;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Date;

/** An application that looks at rows of a number, a value and another number. Stateless. */
final class ShownRows {
    private ShownRows() {}

    /** A large object is given once by some drivers; its column is then left out of the guard, which the log tells. */
    static void show(ResultSet rows) throws SQLException {
        int type = rows.getMetaData().getColumnType(2);
        boolean large = type == Types.CLOB || type == Types.BLOB;
        while (rows.next()) {
            rows.getInt(1);
            if (large) {
                continue;
            }
            try {
                spoil(rows.getObject(2));
            } catch (SQLException | RuntimeException refused) {
                // there are types of which a driver cannot make an object; an application reads them in another way
                rows.getInt(3);
            }
        }
    }

    /** What an application does to a value that it has been given is not done to the image of the row. */
    private static void spoil(Object value) {
        if (value instanceof byte[] bytes) {
            Arrays.fill(bytes, (byte) 42);
        } else if (value instanceof Date date) {
            date.setTime(42);
        }
    }
}
