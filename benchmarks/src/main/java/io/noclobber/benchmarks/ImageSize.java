package io.noclobber.benchmarks;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What one remembered row of the orders takes of the heap. */
final class ImageSize {
    private static final String REAL = "jdbc:hsqldb:mem:bench_images";
    private static final int COPIES = 20;

    private ImageSize() {}

    /** Bytes a row, its values included. */
    static double measure() throws SQLException {
        try (Connection keeper = DriverManager.getConnection(REAL, "SA", "")) {
            OrderEntry.createTables(keeper);
            try (Statement statement = keeper.createStatement()) {
                for (int copy = 1; copy < COPIES; copy++) {
                    statement.execute(
                            "INSERT INTO orders (" + Order.COLUMNS + ") SELECT id + " + copy * OrderEntry.ORDERS
                                    + ", customer, status, amount, quantity, ordered, note, paid FROM orders WHERE id < "
                                    + OrderEntry.ORDERS);
                }
            }
            String url = "jdbc:noclobber[imageRows=1000000;imageBytes=1000000000]:hsqldb:mem:bench_images";
            try (Connection warm = DriverManager.getConnection(url, "SA", "")) {
                read(warm);
            }
            try (Connection connection = DriverManager.getConnection(url, "SA", "")) {
                long before = usedHeap();
                int rows = read(connection);
                return (double) (usedHeap() - before) / rows;
            }
        }
    }

    private static int read(Connection connection) throws SQLException {
        int count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + Order.COLUMNS + " FROM orders")) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
