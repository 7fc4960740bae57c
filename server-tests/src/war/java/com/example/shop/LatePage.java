package com.example.shop;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Reads an order before there is a session; if asked to, it answers, and ends only when another request lets it. */
public class LatePage extends Page {
    private static final Semaphore MAY_END = new Semaphore(0);

    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getParameter("end") != null) {
            MAY_END.release();
            return;
        }
        try {
            Order order = orders.find(id(request));
            if (request.getParameter("stateless") == null) {
                request.getSession();
            }
            String text = order.getStatus();
            response.setContentType("text/plain");
            response.setContentLength(text.length());
            PrintWriter out = response.getWriter();
            out.print(text);
            out.flush();
            if (request.getParameter("wait") != null && !MAY_END.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new ServletException("nobody let it end");
            }
        } catch (SQLException e) {
            throw new ServletException(e);
        } catch (InterruptedException e) {
            throw new ServletException(e);
        }
    }
}
