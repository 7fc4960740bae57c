package io.noclobber.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The application of a developer who thought of the others: it saves only what is still as it was read. */
final class CarefulOrderEntry extends OrderEntry {
    CarefulOrderEntry(Connection connection, Connection housekeeping) throws SQLException {
        super(connection, housekeeping);
    }

    @Override
    String updateText() {
        return super.updateText() + " AND customer = ? AND status = ? AND amount = ? AND quantity = ? AND ordered = ?"
                + " AND note IS NOT DISTINCT FROM CAST(? AS VARCHAR(200)) AND paid = ?";
    }

    @Override
    void bind(PreparedStatement update, Order order, int quantity) throws SQLException {
        super.bind(update, order, quantity);
        update.setString(4, order.customer());
        update.setString(5, order.status());
        update.setBigDecimal(6, order.amount());
        update.setInt(7, order.quantity());
        update.setTimestamp(8, order.ordered());
        update.setString(9, order.note());
        update.setBoolean(10, order.paid());
    }
}
