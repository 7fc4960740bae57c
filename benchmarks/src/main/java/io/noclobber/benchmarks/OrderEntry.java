package io.noclobber.benchmarks;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * An application in plain JDBC: each unit of work prepares its statements, closes them and commits. Confined to one
 * thread.
 */
class OrderEntry implements AutoCloseable {
    static final int ORDERS = 2_000;
    static final int BATCH = 500;

    /** What somebody asks of the application. */
    interface Request {
        Object with(OrderEntry application) throws SQLException;
    }

    private static final String SELECT = "SELECT " + Order.COLUMNS + " FROM orders";

    private final Connection connection;
    private final Connection housekeeping;
    private long turn;

    /**
     * Starts it.
     *
     * @param housekeeping a connection beside the application, which is not measured
     */
    OrderEntry(Connection connection, Connection housekeeping) throws SQLException {
        this.connection = connection;
        this.housekeeping = housekeeping;
        connection.setAutoCommit(false);
    }

    /** Makes the tables with their rows anew. */
    static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS orders");
            statement.execute("DROP TABLE IF EXISTS journal");
            statement.execute("CREATE TABLE orders (id BIGINT NOT NULL PRIMARY KEY, customer VARCHAR(60) NOT NULL,"
                    + " status VARCHAR(10) NOT NULL, amount DECIMAL(12,2) NOT NULL, quantity INTEGER NOT NULL,"
                    + " ordered TIMESTAMP NOT NULL, note VARCHAR(200), paid BOOLEAN NOT NULL,"
                    + " version INTEGER DEFAULT 1 NOT NULL)");
            statement.execute("CREATE TABLE journal (id BIGINT NOT NULL PRIMARY KEY, text VARCHAR(60) NOT NULL)");
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO orders (" + Order.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int id = 0; id < ORDERS; id++) {
                insert.setLong(1, id);
                insert.setString(2, "customer number " + id % 200);
                insert.setString(3, "OPEN");
                insert.setBigDecimal(4, BigDecimal.valueOf(100 + id, 2));
                insert.setInt(5, id % 10);
                insert.setTimestamp(6, Timestamp.valueOf("2026-01-01 08:00:00"));
                insert.setString(7, id % 4 == 0 ? null : "to be delivered by the back door " + id);
                insert.setBoolean(8, id % 2 == 0);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Does what it is asked for. */
    Object run(Request request) throws SQLException {
        return request.with(this);
    }

    /** Empties what only grows, so that each round finds the same. */
    final void clear() throws SQLException {
        try (Statement statement = housekeeping.createStatement()) {
            statement.execute("TRUNCATE TABLE journal");
        }
    }

    final int insert() throws SQLException {
        int count;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO journal (id, text) VALUES (?, ?)")) {
            insert.setLong(1, turn++);
            insert.setString(2, "something happened");
            count = insert.executeUpdate();
        }
        connection.commit();
        return count;
    }

    final long report() throws SQLException {
        long sum = 0;
        try (PreparedStatement select = connection.prepareStatement("SELECT customer, COUNT(*), SUM(amount) FROM orders"
                + " WHERE status = ? GROUP BY customer ORDER BY customer")) {
            select.setString(1, "OPEN");
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    sum += rows.getString(1).length()
                            + rows.getLong(2)
                            + rows.getBigDecimal(3).scale();
                }
            }
        }
        connection.commit();
        return sum;
    }

    final List<Order> scan() throws SQLException {
        List<Order> orders = new ArrayList<>(ORDERS);
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            collect(select, orders);
        }
        connection.commit();
        return orders;
    }

    final Order find() throws SQLException {
        Order order = read(nextId());
        connection.commit();
        return order;
    }

    final Order update() throws SQLException {
        Order order = read(nextId());
        try (PreparedStatement update = connection.prepareStatement(updateText())) {
            bind(update, order, (int) (turn % 1_000));
            saved(update.executeUpdate());
        }
        connection.commit();
        return order;
    }

    final Order updateWithLiterals() throws SQLException {
        long id = nextId();
        Order order;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(SELECT + " WHERE id = " + id)) {
                rows.next();
                order = Order.of(rows);
            }
            saved(statement.executeUpdate(
                    "UPDATE orders SET status = '" + status() + "', quantity = " + turn % 1_000 + " WHERE id = " + id));
        }
        connection.commit();
        return order;
    }

    final int updateBatch() throws SQLException {
        long first = turn++ % (ORDERS / BATCH) * BATCH;
        List<Order> orders = new ArrayList<>(BATCH);
        try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE id >= ? AND id < ?")) {
            select.setLong(1, first);
            select.setLong(2, first + BATCH);
            collect(select, orders);
        }
        int quantity = (int) (turn % 1_000);
        try (PreparedStatement update = connection.prepareStatement(updateText())) {
            for (Order order : orders) {
                bind(update, order, quantity);
                update.addBatch();
            }
            for (int count : update.executeBatch()) {
                saved(count);
            }
        }
        connection.commit();
        return orders.size();
    }

    /** The UPDATE of one row. */
    String updateText() {
        return "UPDATE orders SET status = ?, quantity = ? WHERE id = ?";
    }

    /** Sets its parameters. */
    void bind(PreparedStatement update, Order order, int quantity) throws SQLException {
        update.setString(1, status());
        update.setInt(2, quantity);
        update.setLong(3, order.id());
    }

    /** Some status, another one next time. */
    final String status() {
        return turn % 2 == 0 ? "SHIPPED" : "OPEN";
    }

    private static void saved(int count) throws SQLException {
        if (count != 1) {
            throw new SQLException("somebody else has changed the order: " + count + " rows");
        }
    }

    /** The ids in an order that is not theirs. */
    private long nextId() {
        return turn++ * 7 % ORDERS;
    }

    private Order read(long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return Order.of(rows);
            }
        }
    }

    private static void collect(PreparedStatement select, List<Order> orders) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                orders.add(Order.of(rows));
            }
        }
    }

    @Override
    public final void close() throws SQLException {
        connection.close();
        housekeeping.close();
    }
}
