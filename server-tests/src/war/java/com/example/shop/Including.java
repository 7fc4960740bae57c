package com.example.shop;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Reads nothing by itself: the part that it includes, or forwards to, does. */
public class Including extends Page {
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.getSession();
        if (request.getParameter("forward") != null) {
            request.getRequestDispatcher("/part").forward(request, response);
        } else {
            request.getRequestDispatcher("/part").include(request, response);
        }
    }
}
