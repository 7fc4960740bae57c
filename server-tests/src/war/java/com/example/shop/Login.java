package com.example.shop;

import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/** What can happen to a session. */
public class Login extends Page {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String what = request.getParameter("do");
        HttpSession session = request.getSession();
        String before = session.getId();
        if ("login".equals(what)) {
            request.changeSessionId();
        } else if ("logout".equals(what)) {
            session.invalidate();
        } else if ("renew".equals(what)) {
            session.invalidate();
            request.getSession();
        } else if ("expire".equals(what)) {
            session.setMaxInactiveInterval(1);
        }
        HttpSession now = request.getSession(false);
        print(response, now == null ? "no session" : now.getId().equals(before) ? "same" : "other");
    }
}
