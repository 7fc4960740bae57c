package com.example.difficult;

import com.example.legacy.Orders;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** Uses connections that connect late, and prints how many do before a statement and after it, and what became of its orders. */
public final class LateApplication {
    private LateApplication() {}

    /** Every name of a way gives a line {@code name result}. */
    public static void main(String[] ways) throws Exception {
        for (String way : ways) {
            System.out.println(way + " " + (way.equals("late") ? late() : lent()));
        }
    }

    private static String late() throws Exception {
        String url = "jdbc:hsqldb:mem:late";
        LateSource source = new LateSource(url, null);
        try (Connection keeper = DriverManager.getConnection(url, "sa", "");
                Connection connection = source.getConnection();
                Connection unused = source.getConnection()) {
            Orders.create(keeper);
            connection.setAutoCommit(true);
            boolean itself = List.of(connection).contains(connection)
                    && !connection.equals(unused)
                    && Set.of(connection, unused).contains(connection)
                    && connection instanceof LateSource.Late
                    && connection.toString().equals("not connected")
                    && !connection.isClosed();
            int before = source.connected;
            write(connection, "SENT");
            return itself + " " + before + " " + source.connected + " " + Orders.edit(source::getConnection);
        }
    }

    /** Who gets a connection with which another has read is not refused for that. */
    private static String lent() throws Exception {
        String url = "jdbc:hsqldb:mem:lent";
        try (Connection physical = DriverManager.getConnection(url, "sa", "");
                Connection other = DriverManager.getConnection(url, "sa", "")) {
            LateSource pool = new LateSource(url, physical);
            Orders.create(other);
            try (Connection first = pool.getConnection()) {
                read(first);
            }
            write(other, "PACKED");
            try (Connection second = pool.getConnection()) {
                write(second, "SENT");
                read(second);
                write(other, "SHIPPED");
                try {
                    write(second, "CANCELLED");
                    return "fresh, then lost";
                } catch (SQLException refused) {
                    return "fresh, then " + refused.getSQLState();
                }
            }
        }
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, status FROM orders WHERE id = 1")) {
            rows.next();
            rows.getString("status");
        }
    }

    private static void write(Connection connection, String status) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE orders SET status = '" + status + "' WHERE id = 1");
        }
    }
}
