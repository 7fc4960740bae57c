package com.example.shop;

import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Says what went wrong, and shows the order as it is, whatever the method of the request that failed. */
public class ErrorPage extends Page {
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Throwable failure = (Throwable) request.getAttribute("javax.servlet.error.exception");
        while (failure != null && failure.getCause() != null && failure instanceof ServletException) {
            failure = failure.getCause();
        }
        try {
            Order order = request.getParameter("id") == null ? null : orders.find(id(request));
            print(
                    response,
                    "error: " + (failure == null ? "" : failure.getMessage()) + " now "
                            + (order == null ? "gone" : order.getStatus()));
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}
