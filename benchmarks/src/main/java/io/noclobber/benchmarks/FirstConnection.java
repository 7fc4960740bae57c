package io.noclobber.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A process that connects for the first time, then reads and writes a row, and says how many microseconds each took.
 */
final class FirstConnection {
    private FirstConnection() {}

    /**
     * Runs it.
     *
     * @param arguments variant, real URL, user, password
     */
    public static void main(String[] arguments) throws SQLException {
        String real = arguments[1];
        String url = Variant.valueOf(arguments[0]).url(real);
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(url, arguments[2], arguments[3])) {
            long connected = System.nanoTime();
            if (Application.isInMemory(real)) {
                try (Connection bare = DriverManager.getConnection(real, arguments[2], arguments[3])) {
                    OrderEntry.createTables(bare);
                }
            }
            long created = System.nanoTime();
            readAndWrite(connection);
            long written = System.nanoTime();
            System.out.println((connected - start) / 1_000 + " " + (written - created) / 1_000);
        }
    }

    private static void readAndWrite(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT id, status, note FROM orders WHERE id = ?");
                PreparedStatement update = connection.prepareStatement("UPDATE orders SET status = ? WHERE id = ?")) {
            select.setLong(1, 1);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                rows.getString(2);
            }
            update.setString(1, "SHIPPED");
            update.setLong(2, 1);
            update.executeUpdate();
        }
        connection.commit();
    }
}
