package com.example.shop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import javax.servlet.AsyncContext;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Never waits for the client: the server calls it when there is something to read, or room to write. */
public class Streaming extends Page {
    private interface Work {
        String of(Order order, String text) throws SQLException;
    }

    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.getSession();
        AsyncContext context = request.startAsync();
        answer(context, id(request), "", (order, text) -> order.getStatus());
    }

    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int id = id(request);
        AsyncContext context = request.startAsync();
        ServletInputStream in = request.getInputStream();
        in.setReadListener(new ReadListener() {
            private final ByteArrayOutputStream text = new ByteArrayOutputStream();

            public void onDataAvailable() throws IOException {
                byte[] some = new byte[100];
                int count = 0;
                while (in.isReady() && count >= 0) {
                    count = in.read(some);
                    text.write(some, 0, Math.max(count, 0));
                }
            }

            public void onAllDataRead() throws IOException {
                answer(context, id, new String(text.toByteArray(), StandardCharsets.UTF_8), (order, status) -> {
                    order.setStatus(status);
                    return "saved " + orders.update(order);
                });
            }

            public void onError(Throwable failure) {
                context.complete();
            }
        });
    }

    private void answer(AsyncContext context, int id, String text, Work work) throws IOException {
        ServletOutputStream out = context.getResponse().getOutputStream();
        out.setWriteListener(new WriteListener() {
            private boolean done;

            public void onWritePossible() throws IOException {
                if (!done && out.isReady()) {
                    done = true;
                    String answer;
                    try {
                        answer = work.of(orders.find(id), text);
                    } catch (SQLException e) {
                        answer = "error: " + e.getMessage();
                    }
                    out.write(answer.getBytes(StandardCharsets.UTF_8));
                    if (out.isReady()) {
                        context.complete();
                    }
                } else if (done && out.isReady()) {
                    context.complete();
                }
            }

            public void onError(Throwable failure) {
                context.complete();
            }
        });
    }
}
