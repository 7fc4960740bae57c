package com.example.shop;

import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Saves or deletes an order without loading it. What goes wrong goes to the page for errors. */
public class QuickSave extends Page {
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            int count;
            if (request.getParameter("delete") != null) {
                count = orders.delete(id(request));
            } else {
                Order order = new Order();
                order.setId(id(request));
                order.setStatus(request.getParameter("status"));
                order.setShipTo(request.getParameter("shipTo"));
                count = orders.update(order);
            }
            print(response, "saved " + count);
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
