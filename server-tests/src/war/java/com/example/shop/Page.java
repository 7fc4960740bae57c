package com.example.shop;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** What the pages have in common. */
public abstract class Page extends HttpServlet {
    protected final OrderDao orders = new OrderDao();

    protected static int id(HttpServletRequest request) {
        return Integer.parseInt(request.getParameter("id"));
    }

    protected static void show(HttpServletRequest request, HttpServletResponse response, String jsp)
            throws ServletException, IOException {
        request.getRequestDispatcher("/WEB-INF/" + jsp).forward(request, response);
    }

    protected static void tell(HttpServletRequest request, HttpServletResponse response, String message)
            throws ServletException, IOException {
        request.setAttribute("message", message);
        show(request, response, "message.jsp");
    }

    protected static void print(HttpServletResponse response, String text) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(text);
    }
}
