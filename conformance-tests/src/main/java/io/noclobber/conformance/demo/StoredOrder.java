package io.noclobber.conformance.demo;

import io.noclobber.conformance.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the database holds of the order, as a connection of the bare driver reads it that neither user has.
 *
 * @param shipTo where it is to be sent
 * @param remarks what was noted
 * @param pieces the quantity of the line that both users work on, {@code null} when the line is gone
 */
record StoredOrder(
        @Nullable String shipTo,
        @Nullable String remarks,
        @Nullable Integer pieces) {

    static StoredOrder read(Database database) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement head =
                        connection.prepareStatement("SELECT SHIP_TO, REMARKS FROM ORDERS WHERE ID = ?");
                PreparedStatement line = connection.prepareStatement(
                        "SELECT QUANTITY FROM ORDER_LINE WHERE ORDER_ID = ? AND LINE_NO = ?")) {
            head.setInt(1, OrderTables.ORDER);
            line.setInt(1, OrderTables.ORDER);
            line.setInt(2, OrderTables.LINE);
            // one after the other: in autocommit not every driver keeps two results open
            Integer pieces;
            try (ResultSet quantity = line.executeQuery()) {
                pieces = quantity.next() ? quantity.getInt(1) : null;
            }
            try (ResultSet order = head.executeQuery()) {
                order.next();
                return new StoredOrder(order.getString(1), order.getString(2), pieces);
            }
        }
    }

    @Override
    public String toString() {
        return "ships to " + quote(shipTo) + ", remarks " + quote(remarks) + ", "
                + (pieces == null ? "line 2 is not there" : "line 2: " + pieces + " pieces");
    }

    private static String quote(@Nullable String text) {
        return text == null ? "empty" : "'" + text + "'";
    }
}
