package com.example.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Date;

/** Reads and writes ORDERS. */
public class OrderDao {
    private static final String FIND =
            "SELECT ID, CUSTOMER, STATUS, SHIP_TO, ORDERED_AT, TOTAL, REMARKS FROM ORDERS WHERE ID = ?";
    private static final String UPDATE = "UPDATE ORDERS SET CUSTOMER = ?, STATUS = ?, SHIP_TO = ?, ORDERED_AT = ?,"
            + " TOTAL = ?, REMARKS = ? WHERE ID = ?";

    private final Connection connection;

    public OrderDao(Connection connection) {
        this.connection = connection;
    }

    public Order find(int id) throws SQLException {
        PreparedStatement ps = connection.prepareStatement(FIND);
        try {
            ps.setInt(1, id);
            ResultSet rs = ps.executeQuery();
            try {
                if (!rs.next()) {
                    throw new SQLException("There is no order " + id);
                }
                return toOrder(rs);
            } finally {
                rs.close();
            }
        } finally {
            ps.close();
        }
    }

    private Order toOrder(ResultSet rs) throws SQLException {
        Order order = new Order();
        order.setId(rs.getInt("ID"));
        order.setCustomer(rs.getString("CUSTOMER"));
        order.setStatus(rs.getString("STATUS"));
        order.setShipTo(rs.getString("SHIP_TO"));
        order.setOrderedAt(new Date(rs.getTimestamp("ORDERED_AT").getTime()));
        order.setTotal(rs.getBigDecimal("TOTAL"));
        order.setRemarks(rs.getString("REMARKS"));
        return order;
    }

    public void update(Order order) throws SQLException {
        PreparedStatement ps = connection.prepareStatement(UPDATE);
        try {
            ps.setString(1, order.getCustomer());
            ps.setString(2, order.getStatus());
            ps.setString(3, order.getShipTo());
            ps.setTimestamp(4, new Timestamp(order.getOrderedAt().getTime()));
            ps.setBigDecimal(5, order.getTotal());
            ps.setString(6, order.getRemarks());
            ps.setInt(7, order.getId());
            ps.executeUpdate();
        } finally {
            ps.close();
        }
    }
}
