package io.noclobber.clients.pool;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool in use, and the loader it came from, which stays open: some pools end on threads of their own. */
record OpenPool(DataSource source, ClassLoader loader) implements AutoCloseable {
    /** Some pools look for more classes of theirs at the first borrowing. */
    Connection borrow() throws SQLException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return source.getConnection();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        try {
            source.getClass().getMethod("close").invoke(source);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a pool does not close", e);
        }
    }
}
