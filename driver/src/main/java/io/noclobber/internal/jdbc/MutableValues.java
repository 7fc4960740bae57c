package io.noclobber.internal.jdbc;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Copies of values that an application may change after it has set them, as it does where it fills one object again for
 * each element of a batch. Drivers have taken the value by then. What cannot be copied stays what it is. Stateless.
 */
final class MutableValues {
    private MutableValues() {}

    /** A copy as deep as arrays go, or {@code value} itself. */
    @SuppressWarnings({"UnnecessaryStringBuilder", "JdkObsolete"}) // the driver is to be given what was chosen
    static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof StringBuilder text) {
            return new StringBuilder(text);
        }
        if (value instanceof StringBuffer text) {
            return new StringBuffer(text);
        }
        if (value != null && value.getClass().isArray()) {
            return copyOfArray(value);
        }
        return value instanceof Cloneable ? copyByItself(value) : value;
    }

    private static Object copyOfArray(Object array) {
        int length = Array.getLength(array);
        Class<?> type = array.getClass().getComponentType();
        Object copy = Array.newInstance(type, length);
        if (type.isPrimitive()) {
            System.arraycopy(array, 0, copy, 0, length);
        } else {
            for (int i = 0; i < length; i++) {
                Array.set(copy, i, copy(Array.get(array, i)));
            }
        }
        return copy;
    }

    /** Such as the objects that pgjdbc has for types of its own. */
    private static Object copyByItself(Object value) {
        try {
            Object copy = value.getClass().getMethod("clone").invoke(value);
            return value.getClass().isInstance(copy) ? copy : value;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException notForUs) {
            return value;
        }
    }
}
