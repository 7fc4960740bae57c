package io.noclobber.agent.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;

/** A session of an application. */
final class Session implements HttpSession {
    private final String path;
    String id;

    Session(String path, String id) {
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
