package io.noclobber.benchmarks;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/** A row as the application keeps it, each column by the getter of its type. Immutable. */
record Order(
        long id,
        String customer,
        String status,
        BigDecimal amount,
        int quantity,
        Timestamp ordered,
        @Nullable String note,
        boolean paid) {
    static final String COLUMNS = "id, customer, status, amount, quantity, ordered, note, paid";

    static Order of(ResultSet row) throws SQLException {
        return new Order(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getBigDecimal(4),
                row.getInt(5),
                row.getTimestamp(6),
                row.getString(7),
                row.getBoolean(8));
    }
}
