package com.example.shop;

import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The head of a page, which is included; it reads by itself. */
public class PagePart extends Page {
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            Order order = orders.find(id(request));
            response.getWriter().print("<h1>Order " + order.getId() + "</h1>");
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
