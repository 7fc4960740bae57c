package io.noclobber.agent.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A method of the servlet API, of whichever version and package, by its name. Immutable. */
enum ServletCall {
    METHOD("http.HttpServletRequest", "getMethod"),
    DISPATCHER("ServletRequest", "getDispatcherType"),
    ATTRIBUTE("ServletRequest", "getAttribute", String.class),
    EVENT_REQUEST("AsyncEvent", "getSuppliedRequest"),
    EVENT_CONTEXT("AsyncEvent", "getAsyncContext"),
    CONTEXT_REQUEST("AsyncContext", "getRequest"),
    HEADER("http.HttpServletRequest", "getHeader", String.class),
    COOKIES("http.HttpServletRequest", "getCookies"),
    USER("http.HttpServletRequest", "getRemoteUser"),
    SESSION("http.HttpServletRequest", "getSession", boolean.class),
    SESSION_ID("http.HttpSession", "getId"),
    SESSION_CONTEXT("http.HttpSession", "getServletContext"),
    CONTEXT_PATH("ServletContext", "getContextPath"),
    COOKIE_NAME("http.Cookie", "getName"),
    COOKIE_VALUE("http.Cookie", "getValue"),
    /** What Jetty shows applications of a session. */
    JETTY_SESSION("org.eclipse.jetty.session.ManagedSession", "getApi");

    /** What may stand before the name of a type. */
    private static final Set<String> APIS = Set.of("jakarta.servlet.", "javax.servlet.", "");

    /** Kept with the class, so that nothing of an application outlives it. */
    private static final ClassValue<Map<ServletCall, Optional<Method>>> OF_CLASS = new ClassValue<>() {
        @Override
        protected Map<ServletCall, Optional<Method>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final String type;
    private final String name;
    private final Class<?>[] parameters;

    ServletCall(String type, String name, Class<?>... parameters) {
        this.type = type;
        this.name = name;
        this.parameters = parameters;
    }

    /** Whether {@code target} has the method. */
    boolean isOf(Object target) {
        return find(target.getClass()).isPresent();
    }

    /**
     * What the method gives, or {@code null} where there is none: older versions of the API have fewer.
     *
     * @throws IllegalStateException when it fails
     */
    @Nullable Object on(Object target, Object... arguments) {
        Method method = find(target.getClass()).orElse(null);
        if (method == null) {
            return null;
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException | IllegalAccessException failure) {
            throw new IllegalStateException(name + " of " + target.getClass().getName() + " failed", failure);
        }
    }

    private Optional<Method> find(Class<?> target) {
        Map<ServletCall, Optional<Method>> known = OF_CLASS.get(target);
        Optional<Method> method = known.get(this);
        if (method == null) {
            method = search(target);
            known.put(this, method);
        }
        return method;
    }

    private Optional<Method> search(@Nullable Class<?> target) {
        if (target == null) {
            return Optional.empty();
        }
        Optional<Method> found =
                APIS.contains(target.getName().replace(type, "")) ? declared(target) : Optional.empty();
        for (Class<?> parent : target.getInterfaces()) {
            found = found.isPresent() ? found : search(parent);
        }
        return found.isPresent() ? found : search(target.getSuperclass());
    }

    private Optional<Method> declared(Class<?> ofApi) {
        try {
            return Optional.of(ofApi.getMethod(name, parameters));
        } catch (NoSuchMethodException olderApi) {
            return Optional.empty();
        }
    }
}
