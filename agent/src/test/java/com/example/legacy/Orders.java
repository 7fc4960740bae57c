package com.example.legacy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Two users edit an order. */
public final class Orders {
    /** How a user comes by a connection. */
    public interface Opening {
        Connection open() throws Exception;
    }

    private Orders() {}

    /** What becomes of the first user's change: {@code lost}, or by which SQLState the second user's write is refused. */
    public static String edit(Opening opening) throws Exception {
        try (Connection mine = opening.open();
                Connection other = opening.open()) {
            create(other);
            return edit(mine, other);
        }
    }

    public static String edit(Connection mine, Connection other) throws SQLException {
        return edit(mine, other, mine);
    }

    /** The first user reads on one connection and writes on another, for the conversation of {@code writer}. */
    static String edit(Connection reads, Connection other, Connection writes, String writer) throws SQLException {
        writes.setClientInfo("noclobber.conversation", writer);
        return edit(reads, other, writes);
    }

    private static String edit(Connection reads, Connection other, Connection writes) throws SQLException {
        read(reads);
        write(other, "SHIPPED");
        try {
            write(writes, "CANCELLED");
            return "lost";
        } catch (SQLException refusal) {
            return refusal.getSQLState();
        }
    }

    public static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE orders IF EXISTS");
            statement.execute("CREATE TABLE orders (id INT PRIMARY KEY, status VARCHAR(20))");
            statement.execute("INSERT INTO orders VALUES (1, 'OPEN')");
        }
    }

    static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, status FROM orders WHERE id = 1")) {
            rows.next();
            rows.getString("status");
        }
    }

    static void write(Connection connection, String status) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE orders SET status = ? WHERE id = ?")) {
            update.setString(1, status);
            update.setInt(2, 1);
            update.executeUpdate();
        }
    }

    /** How many guards stand before a connection, as far as it tells. */
    static long guards(Connection connection) {
        return connection.toString().split("noclobber\\[", -1).length - 1;
    }
}
