package com.example.shop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** An attribute of a bean, as monitoring has it. */
public class Monitor extends Page {
    /** Calls an operation of a bean. */
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName(request.getParameter("bean")),
                            request.getParameter("operation"),
                            new Object[0],
                            new String[0]);
            print(response, "done");
        } catch (JMException e) {
            throw new ServletException(e);
        }
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(request.getParameter("bean")), request.getParameter("attribute"));
            StringBuilder text = new StringBuilder();
            for (Object line : value instanceof Object[] ? (Object[]) value : new Object[] {value}) {
                text.append(line).append('\n');
            }
            print(response, text.toString());
        } catch (JMException e) {
            throw new ServletException(e);
        }
    }
}
