package io.noclobber.conformance.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Puts an object of our own before one of a driver's, to hear what it is asked or to answer in its place. Stateless. */
public final class Disguise {
    private Disguise() {}

    /**
     * An object of a JDBC interface that answers by {@code handler}.
     *
     * @param type the interface
     */
    public static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Disguise.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /**
     * What the driver's own object answers.
     *
     * @throws Throwable what it throws
     */
    public static @Nullable Object call(Object real, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
