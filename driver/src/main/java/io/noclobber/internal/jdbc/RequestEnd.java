package io.noclobber.internal.jdbc;

import java.sql.Connection;

/**
 * What a driver does at the end of a request. By JDBC it may then put the connection back as it was opened; HSQLDB does, and gives up
 * all its statements. Most do nothing. Stateless.
 */
final class RequestEnd {
    private static final ClassValue<Boolean> RESETS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return !type.getMethod("endRequest").getDeclaringClass().isInterface();
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    };

    private RequestEnd() {}

    /** Whether it does anything, which may be that. */
    static boolean resets(Connection driver) {
        return RESETS.get(driver.getClass());
    }
}
