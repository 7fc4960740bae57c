package com.example.shop;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Gives work to a thread of its own, which does it when the request has long ended, and is let to by another one. */
public class Afterwards extends Page {
    private final Semaphore mayGoOn = new Semaphore(0);
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private Future<String> work;

    protected synchronized void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int id = id(request);
        String status = request.getParameter("status");
        OrderDao orders = this.orders.withItsSource();
        work = threads.submit(new Callable<String>() {
            public String call() throws Exception {
                if (!mayGoOn.tryAcquire(20, TimeUnit.SECONDS)) {
                    return "nobody let it go on";
                }
                Order order = orders.find(id);
                if (status == null) {
                    return order.getStatus();
                }
                order.setStatus(status);
                return "saved " + orders.update(order);
            }
        });
        print(response, "begun");
    }

    protected synchronized void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        mayGoOn.release();
        try {
            print(response, work.get(20, TimeUnit.SECONDS));
        } catch (Exception e) {
            print(response, "error: " + e.getCause());
        }
    }

    public void destroy() {
        threads.shutdownNow();
    }
}
