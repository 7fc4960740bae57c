package io.noclobber.agent.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;

/** A session of an application, whose id its server may change. */
final class StubSession implements HttpSession {
    private final String path;
    String id;

    StubSession(String path, String id) {
        this.path = path;
        this.id = id;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public ServletContext getServletContext() {
        return () -> path;
    }
}
