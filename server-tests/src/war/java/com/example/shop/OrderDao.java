package com.example.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Reads and writes orders, each by a connection that the container lends. */
public class OrderDao {
    private final DataSource found;

    public OrderDao() {
        this(null);
    }

    private OrderDao(DataSource found) {
        this.found = found;
    }

    /** One for a thread of the application's own, which in some servers finds nothing by its name. */
    public OrderDao withItsSource() {
        return new OrderDao(source());
    }

    private static DataSource source() {
        try {
            return (DataSource) new InitialContext().lookup("java:comp/env/jdbc/shop");
        } catch (NamingException e) {
            throw new IllegalStateException("no data source", e);
        }
    }

    private Connection connect() throws SQLException {
        return (found == null ? source() : found).getConnection();
    }

    public Order find(int id) throws SQLException {
        Connection connection = connect();
        try {
            PreparedStatement statement =
                    connection.prepareStatement("SELECT ID, STATUS, SHIP_TO FROM ORDERS WHERE ID = ?");
            statement.setInt(1, id);
            ResultSet rows = statement.executeQuery();
            Order order = null;
            if (rows.next()) {
                order = new Order();
                order.setId(rows.getInt("ID"));
                order.setStatus(rows.getString("STATUS"));
                order.setShipTo(rows.getString("SHIP_TO"));
            }
            rows.close();
            statement.close();
            return order;
        } finally {
            connection.close();
        }
    }

    public int update(Order order) throws SQLException {
        Connection connection = connect();
        try {
            connection.setAutoCommit(false);
            PreparedStatement statement =
                    connection.prepareStatement("UPDATE ORDERS SET STATUS = ?, SHIP_TO = ? WHERE ID = ?");
            statement.setString(1, order.getStatus());
            statement.setString(2, order.getShipTo());
            statement.setInt(3, order.getId());
            int count = statement.executeUpdate();
            statement.close();
            connection.commit();
            return count;
        } finally {
            // what was not committed is of no use any more
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        }
    }

    public int delete(int id) throws SQLException {
        Connection connection = connect();
        try {
            PreparedStatement statement = connection.prepareStatement("DELETE FROM ORDERS WHERE ID = ?");
            statement.setInt(1, id);
            int count = statement.executeUpdate();
            statement.close();
            return count;
        } finally {
            connection.close();
        }
    }
}
