package com.example.orders;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The program on one user's desk. What a button answers is what the message box shows. */
public class OrderEntry {
    public static final String SAVED = "Saved.";

    private final Connection connection;
    private final OrderDao orders;
    private final OrderLineDao lines;

    /** Logs in; the connection stays open until the user goes home. */
    public OrderEntry(String url, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(url, user, password);
        connection.setAutoCommit(false);
        orders = new OrderDao(connection);
        lines = new OrderLineDao(connection);
    }

    /** Reads an order for the screen. The user may look at it as long as he likes, so no transaction stays open. */
    public Order open(int id) throws SQLException {
        Order order = orders.find(id);
        order.setLines(lines.findByOrder(id));
        connection.commit();
        return order;
    }

    /** The button "Save". */
    public String save(Order order) {
        try {
            orders.update(order);
            connection.commit();
            return SAVED;
        } catch (SQLException e) {
            return failed(e);
        }
    }

    /** The button "Change quantity". */
    public String saveQuantity(OrderLine line) {
        try {
            lines.updateQuantity(line);
            connection.commit();
            return SAVED;
        } catch (SQLException e) {
            return failed(e);
        }
    }

    /** The button "Delete line". */
    public String deleteLine(OrderLine line) {
        try {
            lines.delete(line);
            connection.commit();
            return SAVED;
        } catch (SQLException e) {
            return failed(e);
        }
    }

    private String failed(SQLException e) {
        try {
            connection.rollback();
        } catch (SQLException again) {
            return e.getMessage() + "\n" + again.getMessage();
        }
        return e.getMessage();
    }

    /** Logs out. */
    public void close() throws SQLException {
        connection.close();
    }
}
