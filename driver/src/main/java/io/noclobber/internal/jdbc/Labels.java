package io.noclobber.internal.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Which columns of a result the application names by their labels. Stateless. */
final class Labels {
    private Labels() {}

    /**
     * The number of the column, 0 where the driver finds none, which it will then say to the application by itself. It is asked
     * twice before that is believed: a column that is read or set and counts for none would be guarded by nothing.
     */
    static int column(ResultSet rows, String label) {
        int found = find(rows, label);
        return found > 0 ? found : find(rows, label);
    }

    private static int find(ResultSet rows, String label) {
        try {
            return rows.findColumn(label);
        } catch (SQLException unknown) {
            return 0;
        }
    }
}
