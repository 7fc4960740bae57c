package io.noclobber.clients.pool;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One row that several users write. */
final class OrderRows {
    static final String READ = "SELECT ID, STATUS, AMOUNT FROM POOLED_ORDERS WHERE ID = ?";
    static final String WRITE = "UPDATE POOLED_ORDERS SET STATUS = ? WHERE ID = ?";

    static final Database DATABASE = Engine.HSQLDB_MVCC.database();

    private OrderRows() {}

    static void create() throws SQLException {
        run("CREATE TABLE IF NOT EXISTS POOLED_ORDERS (ID INT PRIMARY KEY, STATUS VARCHAR(20), AMOUNT INT)");
        run("DELETE FROM POOLED_ORDERS");
        run("INSERT INTO POOLED_ORDERS VALUES (1, 'new', 10), (2, 'new', 20)");
    }

    static void drop() throws SQLException {
        run("DROP TABLE IF EXISTS POOLED_ORDERS");
    }

    /** Somebody else, who has nothing to do with the pool, writes the row. */
    static void otherSets(String status) throws SQLException {
        run("UPDATE POOLED_ORDERS SET STATUS = '" + status + "' WHERE ID = 1");
    }

    private static void run(String text) throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    static String read(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(READ)) {
            query.setInt(1, 1);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getString("STATUS");
            }
        }
    }

    static int writeOther(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(WRITE)) {
            update.setString(1, "packed");
            update.setInt(2, 2);
            return update.executeUpdate();
        }
    }

    static int write(Connection connection, String status) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(WRITE)) {
            update.setString(1, status);
            update.setInt(2, 1);
            return update.executeUpdate();
        }
    }
}
