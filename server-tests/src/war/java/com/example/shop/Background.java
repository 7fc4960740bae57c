package com.example.shop;

import java.io.IOException;
import java.sql.SQLException;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Does its work on another thread than that of the request. */
public class Background extends Page {
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        if (request.getParameter("dispatch") != null) {
            AsyncContext context = request.startAsync();
            context.start(() -> context.dispatch("/edit"));
            return;
        }
        String session = request.getSession().getId();
        work(request, order -> session.isEmpty() ? "" : order.getStatus());
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        String status = request.getParameter("status");
        work(request, order -> {
            order.setStatus(status);
            return "saved " + orders.update(order);
        });
    }

    private interface Work {
        String of(Order order) throws SQLException;
    }

    private void work(HttpServletRequest request, Work work) {
        int id = id(request);
        AsyncContext context = request.startAsync();
        context.setTimeout(20000);
        context.start(() -> {
            try {
                String answer;
                try {
                    answer = work.of(orders.find(id));
                } catch (SQLException e) {
                    answer = "error: " + e.getMessage();
                }
                print((HttpServletResponse) context.getResponse(), answer);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } finally {
                context.complete();
            }
        });
    }
}
