package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/** Whether one connection may write, as the driver and the application say. Thread-safe. */
final class WriteAccess {
    /** The SQLState of a write in a transaction that only reads. */
    private static final String READ_ONLY = "25006";

    private final Connection raw;
    private final Dialect dialect;
    private final Counts counts;
    private volatile boolean readOnly;
    private volatile boolean askedReadOnly;

    WriteAccess(Connection raw, Dialect dialect, Counts counts) throws SQLException {
        this.raw = raw;
        this.dialect = dialect;
        this.counts = counts;
        this.readOnly = raw.isReadOnly();
    }

    /** Whether the connection was not told that it will only read. */
    boolean mayWrite() {
        return !readOnly && !askedReadOnly;
    }

    /**
     * Whether the database has refused a write because the connection only reads. It refuses any other as well, and may be
     * asked to: nothing has come of it.
     */
    boolean refuses(SQLException raised, boolean inTransaction) {
        return READ_ONLY.equals(raised.getSQLState())
                && !mayWrite()
                && !(inTransaction && dialect.failureEndsTransaction());
    }

    /** The application has said that it only reads, whatever the driver makes of that: some ignore it. */
    void readOnly(boolean asked) {
        askedReadOnly = asked;
    }

    /** The driver's flag may be another one. */
    void changed() {
        try {
            readOnly = raw.isReadOnly();
        } catch (SQLException failure) {
            counts.catalogFailed("the connection's read-only flag", failure);
        }
    }
}
