package com.example.orders;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes ORDER_LINE. From before the house had heard of PreparedStatement. */
public class OrderLineDao {
    private final Connection connection;

    public OrderLineDao(Connection connection) {
        this.connection = connection;
    }

    public List<OrderLine> findByOrder(int orderId) throws SQLException {
        List<OrderLine> lines = new ArrayList<OrderLine>();
        Statement st = connection.createStatement();
        try {
            ResultSet rs =
                    st.executeQuery("select * from ORDER_LINE where ORDER_ID = " + orderId + " order by LINE_NO");
            while (rs.next()) {
                OrderLine line = new OrderLine();
                line.setOrderId(rs.getInt("ORDER_ID"));
                line.setLineNo(rs.getInt("LINE_NO"));
                line.setArticle(rs.getString("ARTICLE"));
                line.setQuantity(rs.getInt("QUANTITY"));
                lines.add(line);
            }
        } finally {
            st.close();
        }
        return lines;
    }

    public void updateQuantity(OrderLine line) throws SQLException {
        execute("update ORDER_LINE set QUANTITY = " + line.getQuantity() + where(line));
    }

    public void delete(OrderLine line) throws SQLException {
        execute("delete from ORDER_LINE" + where(line));
    }

    private String where(OrderLine line) {
        return " where ORDER_ID = " + line.getOrderId() + " and LINE_NO = " + line.getLineNo();
    }

    private void execute(String sql) throws SQLException {
        Statement st = connection.createStatement();
        try {
            st.executeUpdate(sql);
        } finally {
            st.close();
        }
    }
}
