package io.noclobber.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The database of an application, and the bare driver's look at it. Immutable.
 *
 * @param driver the class of its driver
 * @param dataSource the class of the driver's own data source
 */
record ShopDatabase(String driver, String dataSource, String url, String user, String password) {
    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    void create() throws SQLException {
        execute("DROP TABLE IF EXISTS ORDERS");
        execute("CREATE TABLE ORDERS (ID INT PRIMARY KEY, STATUS VARCHAR(40), SHIP_TO VARCHAR(40))");
    }

    /** Another order, of nobody else's concern. */
    void insert(int id) throws SQLException {
        execute("INSERT INTO ORDERS VALUES (" + id + ", 'OPEN', 'Ada')");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Status and address of an order, or {@code null} when it is gone. */
    @Nullable String row(int id) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT STATUS, SHIP_TO FROM ORDERS WHERE ID = ?")) {
            statement.setInt(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) + " " + rows.getString(2) : null;
            }
        }
    }
}
