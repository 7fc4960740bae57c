package io.noclobber.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.HashMap;
import java.util.Map;

/** A request that counts how often it is asked for its session. */
final class Request implements HttpServletRequest {
    private final String method;
    final Map<String, String> values = new HashMap<>();
    DispatcherType dispatcher = DispatcherType.REQUEST;
    Session session;
    int asked;

    Request(String method, Session session) {
        this.method = method;
        this.session = session;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return dispatcher;
    }

    @Override
    public Object getAttribute(String name) {
        return values.get(name);
    }

    @Override
    public String getHeader(String name) {
        return values.get(name);
    }

    @Override
    public Cookie[] getCookies() {
        return values.entrySet().stream()
                .map(value -> new Cookie(value.getKey(), value.getValue()))
                .toArray(Cookie[]::new);
    }

    @Override
    public String getRemoteUser() {
        return values.get("user");
    }

    @Override
    public HttpSession getSession(boolean create) {
        asked++;
        assertThat(create).isFalse();
        if (values.containsKey("broken")) {
            throw new IllegalArgumentException("no session today");
        }
        return session;
    }
}
