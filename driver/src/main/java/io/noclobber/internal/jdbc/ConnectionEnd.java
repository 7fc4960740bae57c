package io.noclobber.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** The end of one connection, which comes once, whichever way. Thread-safe; waits for nobody. */
final class ConnectionEnd {
    private final Connection driver;
    private final Door door;
    private final IdleStatements idle;
    private final AtomicBoolean over = new AtomicBoolean();

    ConnectionEnd(Connection driver, Door door, IdleStatements idle) {
        this.driver = driver;
        this.door = door;
        this.idle = idle;
    }

    /** What refuses to close, as Derby does within a transaction, is used on: nothing of it is forgotten by then. */
    void close() throws SQLException {
        try {
            if (!isOver()) {
                door.guard().ending();
                if (door.lent()) {
                    closeOwnStatements();
                }
            }
            driver.close();
        } catch (SQLException | RuntimeException failure) {
            endIfClosed();
            throw failure;
        }
        end();
    }

    /** A driver's own connection closes its statements; a pool may lend it on with ours still open. */
    private void closeOwnStatements() {
        idle.clear();
        door.guard().closing();
    }

    /** The driver first: a write that hangs in it ends by that, and only then may anybody wait for it. */
    void abort(Executor executor) throws SQLException {
        try {
            driver.abort(executor);
        } catch (SQLException | RuntimeException failure) {
            endIfClosed();
            throw failure;
        }
        end();
    }

    /** A connection that was lost fails to close, and is closed for all that. */
    void endIfClosed() {
        try {
            if (driver.isClosed()) {
                end();
            }
        } catch (SQLException unknown) {
            // the application already gets the failure of close itself; what is remembered stays, as it may use the
            // connection on
            door.guard().notClosed(unknown);
        }
    }

    /** Nothing of the connection is remembered from here on. */
    void end() {
        if (over.compareAndSet(false, true)) {
            door.release().run();
        }
    }

    /** Whether it is closed, or lost, and nothing of it is remembered. */
    boolean isOver() {
        return over.get();
    }
}
