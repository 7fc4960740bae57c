package com.example.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** What scripts in the browser call: one order as JSON. */
public class Ajax extends Page {
    private static final Pattern FORM =
            Pattern.compile("\\{\"id\":(\\d+),\"status\":\"([^\"]*)\",\"shipTo\":\"([^\"]*)\"\\}");

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Order order = orders.find(id(request));
            // tells users apart
            request.getSession();
            response.setContentType("application/json");
            response.getWriter()
                    .print("{\"id\":" + order.getId() + ",\"status\":\"" + order.getStatus() + "\",\"shipTo\":\""
                            + order.getShipTo() + "\"}");
        } catch (SQLException e) {
            response.sendError(500, e.getMessage());
        }
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        BufferedReader body = request.getReader();
        Matcher json = FORM.matcher(body.readLine());
        if (!json.matches()) {
            response.sendError(400);
            return;
        }
        response.setContentType("application/json");
        try {
            Order order = new Order();
            order.setId(Integer.parseInt(json.group(1)));
            order.setStatus(json.group(2));
            order.setShipTo(json.group(3));
            response.getWriter().print("{\"saved\":" + orders.update(order) + "}");
        } catch (SQLException e) {
            response.setStatus(409);
            response.getWriter().print("{\"message\":\"" + e.getMessage().replace("\"", "'") + "\"}");
        }
    }
}
