package io.noclobber.agent.http;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands before a listener of an application, and lets each thread that calls it work for the request that it was given to. */
final class RequestListener implements InvocationHandler {
    private static final Set<String> TYPES = Set.of(
            "jakarta.servlet.ReadListener",
            "jakarta.servlet.WriteListener",
            "javax.servlet.ReadListener",
            "javax.servlet.WriteListener");

    /** Where a server lies beside the application, which has no class loader of its own then. */
    private static final List<String> SERVERS =
            List.of("org.apache.catalina.", "org.apache.coyote.", "org.eclipse.jetty.", "io.undertow.");

    /** After any other of its methods there is nothing more to come, or only more of the same answer. */
    private static final String GOES_ON = "onDataAvailable";

    private final AtomicBoolean over = new AtomicBoolean();
    private final Object listener;
    private final Supplier<Runnable> work;
    private final Runnable last;

    private RequestListener(Object listener, Supplier<Runnable> work, Runnable last) {
        this.listener = listener;
        this.work = work;
        this.last = last;
    }

    /**
     * A listener that does what {@code listener} does; that itself where it is none.
     *
     * @param work lets the calling thread work for the request, until what it gives is run
     * @param last is run once, when the listener has done its work
     */
    static Object of(Object listener, Supplier<Runnable> work, Runnable last) {
        // some are listeners of both kinds, and are given to each of the two streams
        Set<Class<?>> types = new LinkedHashSet<>();
        add(listener.getClass(), types);
        return types.isEmpty()
                ? listener
                : Proxy.newProxyInstance(
                        types.iterator().next().getClassLoader(),
                        types.toArray(Class<?>[]::new),
                        new RequestListener(listener, work, last));
    }

    /** Whether {@code listener} is one: a filter may hand the listener on to the stream of the server. */
    static boolean isOne(Object listener) {
        return Proxy.isProxyClass(listener.getClass())
                && Proxy.getInvocationHandler(listener) instanceof RequestListener;
    }

    /**
     * Whether {@code stream} is the server's own. One of the application's may know its listeners by their class, and hands them on
     * to that of the server.
     */
    static boolean isOfServer(@Nullable Object stream, Object listener) {
        if (stream == null) {
            return false;
        }
        Class<?> type = stream.getClass();
        return type.getClassLoader() != listener.getClass().getClassLoader()
                || SERVERS.stream().anyMatch(type.getName()::startsWith);
    }

    private static void add(@Nullable Class<?> type, Set<Class<?>> found) {
        if (type != null) {
            if (TYPES.contains(type.getName())) {
                found.add(type);
            }
            for (Class<?> parent : type.getInterfaces()) {
                add(parent, found);
            }
            add(type.getSuperclass(), found);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            if (arguments != null && arguments.length == 1 && arguments[0] == proxy) {
                return true;
            }
            return call(method, arguments);
        }
        Runnable undo = work.get();
        try {
            return call(method, arguments);
        } finally {
            undo.run();
            if (!method.getName().equals(GOES_ON) && over.compareAndSet(false, true)) {
                last.run();
            }
        }
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(listener, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }
}
