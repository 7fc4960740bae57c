package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.TextBegin;
import io.noclobber.internal.image.Memory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether one connection is in a transaction that the application ends, begun by the API or by a text,
 * and what happened in it that outlives single statements. Safe for the use that the connection itself is safe for.
 */
final class TransactionMode {
    /** Each opens a connection, and may wait for our own locks. */
    private static final int MOST_LOOKS = 10;

    private final Environment environment;
    private final Connection raw;
    private final Memory memory;
    private final Counts counts;
    private final boolean distributed;
    private volatile boolean autoCommit;
    private volatile boolean begunByText;

    /** BEGIN was sent as a text where a transaction begins by itself: H2 then turns autocommit on when that ends. */
    private volatile boolean asked;

    private volatile boolean maybeBegun;
    private volatile boolean wrote;
    private volatile boolean failed;
    private volatile boolean defined;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();

    private TransactionMode(
            Environment environment,
            Connection raw,
            Memory memory,
            Counts counts,
            boolean distributed,
            boolean autoCommit) {
        this.environment = environment;
        this.raw = raw;
        this.memory = memory;
        this.counts = counts;
        this.distributed = distributed;
        this.autoCommit = autoCommit;
    }

    /** The mode that the connection is in. */
    static TransactionMode of(Environment environment, Connection raw, Memory memory, Counts counts)
            throws SQLException {
        boolean autoCommit = raw.getAutoCommit() || !environment.dialect().isTransactionOpen(raw);
        memory.autoCommit(autoCommit);
        return new TransactionMode(environment, raw, memory, counts, false, autoCommit);
    }

    /** In a branch of a distributed transaction, which the connection cannot end. */
    static TransactionMode ofBranch(Environment environment, Connection raw, Memory memory, Counts counts) {
        return new TransactionMode(environment, raw, memory, counts, true, false);
    }

    /** Whether statements run in a transaction that the application ends. */
    boolean inTransaction() {
        return !autoCommit || begunByText || maybeBegun;
    }

    /** Whether each statement commits, unless a text has begun a transaction; the driver may say otherwise. */
    boolean autoCommit() {
        return autoCommit;
    }

    /** Whether each statement commits although the driver says that autocommit is off, and begins nothing. */
    boolean isLapsed() throws SQLException {
        return environment.dialect().savepointBegins() && !inTransaction() && !raw.getAutoCommit();
    }

    /** Whether the transaction has gone by a failure that does not say so. */
    boolean isLost() {
        try {
            return inTransaction() && !environment.dialect().isTransactionOpen(raw);
        } catch (SQLException unknown) {
            return false; // there is nobody left to tell
        }
    }

    /** A statement of the transaction failed. */
    void failed() {
        failed |= environment.dialect().failureEndsTransaction() && inTransaction();
    }

    /**
     * Whether the database has given the transaction up after a failure: it undoes it when it is asked to commit, and some
     * drivers do not say so. Asked only after a failure, where the answer is not known: the driver may have set a savepoint
     * before the statement, or the application one.
     */
    boolean isGivenUp() {
        if (!failed) {
            return false;
        }
        try (Statement question = raw.createStatement()) {
            question.execute("SELECT 1");
            failed = false;
            return false;
        } catch (SQLException failure) {
            return environment.dialect().failedBefore(failure);
        }
    }

    /** The mode is {@code on} from here; a change to on has committed, no change does nothing. */
    void autoCommit(boolean on) {
        if (on == autoCommit || distributed) {
            return;
        }
        // what a text has begun may go on where autocommit is switched off
        boolean failedBefore = failed && !on;
        autoCommit = on;
        memory.autoCommit(on);
        if (on) {
            begunByText = false;
        }
        ended();
        failed = failedBefore;
    }

    /** The application has set the mode. What is off already where nothing is open does not begin anything. */
    void autoCommitSet(boolean on) throws SQLException {
        autoCommit(on || !environment.dialect().isTransactionOpen(raw));
    }

    /** A text may have changed the mode. */
    void autoCommitByText() throws SQLException {
        autoCommitSet(raw.getAutoCommit());
    }

    /** BEGIN was sent as a text, or a savepoint set that begins a transaction. */
    void begunByText() throws SQLException {
        if (!autoCommit) {
            asked = true;
            return;
        }
        if (!raw.getAutoCommit()) {
            // the engine turns the mode off until the transaction ends
            begunByText = true;
            autoCommit(false);
            return;
        }
        switch (environment.dialect().textBegin()) {
            case BEGINS -> {
                begunByText = true;
                maybeBegun = false;
                memory.begin();
            }
            case IGNORED -> {
                // each statement goes on committing
            }
            case UNSURE -> maybeBegun = true;
        }
    }

    /** A transaction begun by a text may be over or not. */
    void maybeEnded() throws SQLException {
        if (autoCommit && inTransaction()) {
            memory.commit();
            begunByText = false;
            maybeBegun();
        } else {
            memory.endHolds();
        }
    }

    /** BEGIN stood in a longer text: what is written counts as committed, and we open no transaction of our own. */
    void maybeBegun() throws SQLException {
        autoCommitByText();
        maybeBegun = autoCommit
                && environment.dialect().textBegin() != TextBegin.IGNORED
                && environment.dialect().isTransactionOpen(raw);
    }

    /** The application has changed something, so that a difference may be its own uncommitted work. */
    void wrote() {
        wrote = true;
    }

    boolean hasWritten() {
        return wrote && inTransaction();
    }

    /** Another number than before says that another transaction goes on than then. */
    int number() {
        return ends.get();
    }

    /** Whether it is worth one more look from outside to tell a difference that is read from own work. */
    boolean mayLookOutside() {
        return looks.getAndIncrement() < MOST_LOOKS;
    }

    /** Nobody outside can tell, perhaps because of our own locks. */
    void noneCanTell() {
        looks.set(MOST_LOOKS);
    }

    /** DDL ran. Until the transaction ends, others may have read the old definition once more into the shared catalog. */
    void defined() {
        environment.catalog().invalidate();
        defined = inTransaction();
    }

    void ended() {
        if (defined) {
            defined = false;
            environment.catalog().invalidate();
        }
        maybeBegun = false;
        wrote = false;
        looks.set(0);
        ends.incrementAndGet();
        failed = false;
        if (begunByText || asked) {
            asked = false;
            endedByText();
        }
    }

    /** A text has ended the transaction, or one that a text had begun is over: H2 turns autocommit on again, SQLite's driver begins no other. */
    void endedByText() {
        try {
            autoCommitByText();
        } catch (SQLException failure) {
            counts.catalogFailed("the connection's autocommit flag", failure);
        }
        begunByText &= !autoCommit;
    }
}
