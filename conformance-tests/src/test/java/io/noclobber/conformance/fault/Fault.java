package io.noclobber.conformance.fault;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a driver throws that fails. */
enum Fault {
    /** What JDBC knows, at any call but the closing ones. */
    REFUSAL(() -> new SQLException("the driver fails", "HY000", 4711)),
    /** What a driver with a mistake throws. */
    BREAKDOWN(() -> new IllegalStateException("the driver breaks down")),
    /** What a driver throws that is older than the JDK, or stands before a full memory. */
    ERROR(() -> new AbstractMethodError("the driver is old")),
    /** A closing call fails, although it has closed. */
    CLOSING(() -> new SQLException("the driver fails to close", "HY000", 4712));

    private final Supplier<Throwable> maker;

    Fault(Supplier<Throwable> maker) {
        this.maker = maker;
    }

    Throwable make() {
        return maker.get();
    }

    /** Whether this may be thrown there. */
    boolean mayStrike(Method method) {
        boolean closes = method.getName().equals("close");
        return this == CLOSING
                ? closes
                : !closes
                        && !method.getName().equals("isClosed")
                        && Arrays.asList(method.getExceptionTypes()).contains(SQLException.class);
    }

    /** Whether {@code fault} is what was thrown, or its reason, or follows it: who only looks at the exception must find it. */
    static boolean isSeen(Throwable fault, @Nullable Throwable thrown) {
        return isSeen(fault, thrown, new IdentityHashMap<>());
    }

    private static boolean isSeen(Throwable fault, @Nullable Throwable thrown, Map<Throwable, Boolean> known) {
        if (thrown == null || known.put(thrown, true) != null) {
            return false;
        }
        return thrown == fault
                || isSeen(fault, thrown.getCause(), known)
                || thrown instanceof SQLException failure && isSeen(fault, failure.getNextException(), known);
    }

    /** Whether a conflict that was raised all the same says that {@code fault} kept it from finding out more. */
    static boolean isBeside(Throwable fault, Throwable conflict) {
        for (Throwable each = conflict; each != null; each = next(each)) {
            for (Throwable beside : each.getSuppressed()) {
                if (isSeen(fault, beside)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Throwable next(Throwable thrown) {
        return thrown instanceof SQLException failure ? failure.getNextException() : null;
    }

    static boolean isConflict(@Nullable Throwable thrown) {
        return thrown instanceof ConcurrencyConflictException
                || thrown instanceof SQLException failure
                        && failure.getNextException() instanceof ConcurrencyConflictException;
    }
}
