package io.noclobber.internal.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;

/** The answers of {@link Wrapper} for an object of ours and its delegate: this, the delegate, what the delegate wraps. */
final class Delegates {
    private Delegates() {}

    static boolean wraps(Object wrapper, Wrapper delegate, Class<?> type) throws SQLException {
        // null is the driver's to answer
        if (type != null && (type.isInstance(wrapper) || type.isInstance(delegate))) {
            return true;
        }
        try {
            return delegate.isWrapperFor(type);
        } catch (AbstractMethodError olderThanJdbc4) {
            return false;
        }
    }

    static <T> T unwrap(Object wrapper, Wrapper delegate, Class<T> type) throws SQLException {
        if (type != null && type.isInstance(wrapper)) {
            return type.cast(wrapper);
        }
        if (type != null && type.isInstance(delegate)) {
            return type.cast(delegate);
        }
        try {
            return delegate.unwrap(type);
        } catch (AbstractMethodError olderThanJdbc4) {
            throw new SQLException(
                    "neither noclobber nor " + delegate.getClass().getName() + " is, or wraps, a " + type.getName(),
                    olderThanJdbc4);
        }
    }
}
