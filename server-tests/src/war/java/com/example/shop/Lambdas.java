package com.example.shop;

import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Registers a filter that is a lambda, and serves by itself what comes to it. */
public class Lambdas implements ServletContextListener {
    public void contextInitialized(ServletContextEvent event) {
        OrderDao orders = new OrderDao();
        Filter filter = (request, response, chain) ->
                serve(orders, (HttpServletRequest) request, (HttpServletResponse) response);
        FilterRegistration.Dynamic registered = event.getServletContext().addFilter("lambda", filter);
        registered.setAsyncSupported(true);
        // before the others, which the agent sees
        registered.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/lambda");
    }

    public void contextDestroyed(ServletContextEvent event) {}

    private static void serve(OrderDao orders, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        request.getSession();
        String answer;
        try {
            Order order = orders.find(Page.id(request));
            answer = order.getStatus();
            if (request.getMethod().equals("POST")) {
                order.setStatus(request.getParameter("status"));
                answer = "saved " + orders.update(order);
            }
        } catch (SQLException e) {
            answer = "error: " + e.getMessage();
        }
        Page.print(response, answer);
    }
}
