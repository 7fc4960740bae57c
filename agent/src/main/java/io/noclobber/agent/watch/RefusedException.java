package io.noclobber.agent.watch;

import java.sql.SQLException;

/** Signals that the application is not to get a connection that is not guarded. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final SQLException reason;

    RefusedException(SQLException reason) {
        super(reason);
        this.reason = reason;
    }

    /** What the application gets instead. */
    SQLException reason() {
        return reason;
    }
}
