package io.noclobber.dialect;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Spells arrays and rows so that two of them have one text only if they are the same, element by element. */
final class StructureText {
    private StructureText() {}

    /** The text of a column of the row the cursor stands on, {@code null} for NULL. */
    static @Nullable String of(ResultSet rows, int index) throws SQLException {
        Object value = rows.getObject(index);
        if (value == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        append(text, value, rows, index);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value, ResultSet rows, int index)
            throws SQLException {
        if (value == null) {
            text.append("NULL");
        } else if (value instanceof Array array) {
            text.append('[');
            try (ResultSet elements = array.getResultSet()) {
                while (elements.next()) {
                    append(text, elements.getObject(2), elements, 2);
                    text.append(',');
                }
            }
            text.append(']');
        } else if (value instanceof ResultSet fields) {
            text.append('(');
            int width = fields.getMetaData().getColumnCount();
            if (fields.next()) {
                for (int i = 1; i <= width; i++) {
                    append(text, fields.getObject(i), fields, i);
                    text.append(',');
                }
            }
            text.append(')');
        } else {
            // as text, because the objects of times depend on the zone of the JVM
            text.append('\'')
                    .append(String.valueOf(rows.getString(index)).replace("'", "''"))
                    .append('\'');
        }
    }
}
