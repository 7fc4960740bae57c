package com.example.shop;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Two requests load an order, wait for each other, and save it. */
public class Together extends Page {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            Order order = orders.find(id(request));
            BOTH.await(10, TimeUnit.SECONDS);
            order.setStatus(request.getParameter("status"));
            print(response, "saved " + orders.update(order));
        } catch (SQLException e) {
            print(response, "error: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new ServletException(e);
        } catch (BrokenBarrierException e) {
            throw new ServletException(e);
        } catch (TimeoutException e) {
            throw new ServletException(e);
        }
    }
}
