package com.example.shop;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Waits for something that does not happen, and works when its time is over; or, if asked to, after the answer. */
public class Timed extends Page {
    private static final LinkedBlockingQueue<String> SEEN_AT_END = new LinkedBlockingQueue<String>();

    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getParameter("seen") != null) {
            try {
                print(response, String.valueOf(SEEN_AT_END.poll(15, TimeUnit.SECONDS)));
            } catch (InterruptedException e) {
                throw new ServletException(e);
            }
            return;
        }
        request.getSession();
        AsyncContext context = request.startAsync();
        boolean atEnd = request.getParameter("end") != null;
        context.setTimeout(atEnd ? 20000 : 200);
        context.addListener(new Work(atEnd ? id(request) : -1));
        if (atEnd) {
            print(response, "shows nothing");
            context.complete();
        }
    }

    private class Work implements AsyncListener {
        private final int readAtEnd;

        Work(int readAtEnd) {
            this.readAtEnd = readAtEnd;
        }

        public void onTimeout(AsyncEvent event) throws IOException {
            ServletRequest request = event.getAsyncContext().getRequest();
            String answer;
            try {
                Order order = orders.find(Integer.parseInt(request.getParameter("id")));
                String status = request.getParameter("status");
                answer = order.getStatus();
                if (status != null) {
                    order.setStatus(status);
                    answer = "saved " + orders.update(order);
                }
            } catch (SQLException e) {
                answer = "error: " + e.getMessage();
            }
            print((HttpServletResponse) event.getAsyncContext().getResponse(), answer);
            event.getAsyncContext().complete();
        }

        public void onComplete(AsyncEvent event) throws IOException {
            if (readAtEnd >= 0) {
                try {
                    SEEN_AT_END.add(orders.find(readAtEnd).getStatus());
                } catch (SQLException e) {
                    throw new IOException(e);
                }
            }
        }

        public void onError(AsyncEvent event) {}

        public void onStartAsync(AsyncEvent event) {}
    }
}
