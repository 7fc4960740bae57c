package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialect.NativeSignal;
import java.sql.Connection;
import java.sql.SQLException;

/** The isolation level of one connection, read when it is first needed, and what exceptions mean under it. Thread-safe. */
final class Isolation {
    private static final int UNKNOWN = -1;

    private final Dialect dialect;
    private final Connection raw;
    private volatile int level = UNKNOWN;

    Isolation(Dialect dialect, Connection raw) {
        this.dialect = dialect;
        this.raw = raw;
    }

    int level() throws SQLException {
        int known = level;
        if (known == UNKNOWN) {
            known = raw.getTransactionIsolation();
            level = known;
        }
        return known;
    }

    /** It may be another one. */
    void changed() {
        level = UNKNOWN;
    }

    /** What an exception, or one of those chained to it, says of other writers. */
    NativeSignal signal(SQLException raised) {
        for (SQLException one = raised; one != null; one = one.getNextException()) {
            NativeSignal signal = dialect.signal(one, levelOrStrictest());
            if (signal != NativeSignal.NONE) {
                return signal;
            }
        }
        return NativeSignal.NONE;
    }

    /** A failed transaction may not be able to tell its isolation. */
    private int levelOrStrictest() {
        try {
            return level();
        } catch (SQLException unknown) {
            return Connection.TRANSACTION_SERIALIZABLE;
        }
    }
}
