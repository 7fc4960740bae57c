package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.pool.KnownPool;
import io.noclobber.internal.pool.KnownPool.Call;
import org.jspecify.annotations.Nullable;

/**
 * The time for which a pool lends a connection to one borrower. Finds its end, so that what one borrower has read does not
 * meet the next one's writes. Safe for threads.
 *
 * <p>A pool that marks requests says it itself. Of the others the return is known by a call that the application may make
 * as well, so the stack is looked at; only when there is something to forget.
 */
final class Lease {
    private final @Nullable KnownPool pool;
    private final ConnectionGuard guard;
    private volatile boolean marked;

    Lease(@Nullable KnownPool pool, ConnectionGuard guard) {
        this.pool = pool;
        this.guard = guard;
    }

    /** The pool marks requests, so nothing else needs to be taken for a sign. */
    void requestBegins() {
        marked = true;
    }

    void requestEnds() {
        if (guard.remembers()) {
            guard.returned();
        }
    }

    /** Some pool lends the connection; it may be to whoever has it already, in the middle of a transaction. */
    void begins() {
        if (!marked && guard.remembers() && !guard.inTransaction()) {
            guard.returned();
        }
    }

    /** The pool or the application makes {@code call}. */
    void called(Call call) {
        if (pool != null && pool.returnsBy(call) && !marked && guard.remembers() && pool.isReturning()) {
            guard.returned();
        }
    }
}
