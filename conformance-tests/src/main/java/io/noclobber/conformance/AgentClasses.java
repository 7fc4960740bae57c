package io.noclobber.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The classes of the agent, which are in no class path, and their methods by name. */
final class AgentClasses {
    private AgentClasses() {}

    /** The class of that name in the agent which guards {@code connection}. */
    static Class<?> named(String name, Object connection) {
        try {
            return Class.forName(
                    name, true, connection.getClass().getSuperclass().getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("these are not the classes of the agent", e);
        }
    }

    /** What a method without parameters gives, which gives something. */
    static Object ask(Object object, String method) {
        Object answer = askForNull(object, method);
        if (answer == null) {
            throw new IllegalStateException(method + " of " + object + " gave nothing");
        }
        return answer;
    }

    /** What a method without parameters gives. */
    static @Nullable Object askForNull(Object object, String method) {
        try {
            return call(object.getClass(), method, object);
        } catch (Exception e) {
            throw new IllegalStateException(method + " of " + object.getClass() + " failed", e);
        }
    }

    /** Calls a method without parameters; of no object where it is static. */
    static @Nullable Object call(Class<?> type, String method, @Nullable Object object) throws Exception {
        return call(type.getMethod(method), object);
    }

    /** Calls a method with one parameter. */
    static @Nullable Object call(
            Class<?> type, String method, @Nullable Object object, Class<?> parameter, Object argument)
            throws Exception {
        return call(type.getMethod(method, parameter), object, argument);
    }

    /** As the caller of the method would have it: whatever it throws comes as it is. */
    private static @Nullable Object call(Method method, @Nullable Object object, Object... arguments) throws Exception {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown.getCause();
        }
    }
}
