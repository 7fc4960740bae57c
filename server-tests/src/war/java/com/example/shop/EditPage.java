package com.example.shop;

import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Shows the form of an order; saves it, after it has loaded it, and sends the browser back to the form. */
public class EditPage extends Page {
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            Order order = orders.find(id(request));
            if (order == null) {
                tell(request, response, "There is no such order.");
                return;
            }
            request.getSession();
            request.setAttribute("order", order);
            show(request, response, "edit.jsp");
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            Order order = orders.find(id(request));
            if (order == null) {
                order = new Order();
                order.setId(id(request));
            }
            order.setStatus(request.getParameter("status"));
            order.setShipTo(request.getParameter("shipTo"));
            orders.update(order);
            response.sendRedirect(request.getContextPath() + "/edit?id=" + order.getId());
        } catch (SQLException e) {
            tell(request, response, e.getMessage());
        }
    }
}
