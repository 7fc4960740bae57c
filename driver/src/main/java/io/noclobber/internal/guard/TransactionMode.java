package io.noclobber.internal.guard;

import io.noclobber.dialect.Dialect.TextBegin;
import io.noclobber.internal.image.Memory;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Whether one connection is in a transaction that the application ends, begun by the API or by a text,
 * and what happened in it that outlives single statements. Safe for the use that the connection itself is safe for.
 */
final class TransactionMode {
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
    private volatile boolean defined;

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
        boolean autoCommit = raw.getAutoCommit();
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

    boolean autoCommit() {
        return autoCommit;
    }

    /** The mode is {@code on} from here; a change to on has committed, no change does nothing. */
    void autoCommit(boolean on) {
        if (on == autoCommit || distributed) {
            return;
        }
        autoCommit = on;
        memory.autoCommit(on);
        if (on) {
            begunByText = false;
        }
        ended();
    }

    /** A text may have changed the mode. */
    void autoCommitByText() throws SQLException {
        autoCommit(raw.getAutoCommit());
    }

    /** BEGIN was sent as a text. */
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
        maybeBegun = autoCommit && environment.dialect().textBegin() != TextBegin.IGNORED;
    }

    /** The application has changed something, so that a difference may be its own uncommitted work. */
    void wrote() {
        wrote = true;
    }

    boolean hasWritten() {
        return wrote && inTransaction();
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
        if (begunByText || asked) {
            asked = false;
            afterTextTransaction();
        }
    }

    /** H2 turns autocommit on again. */
    private void afterTextTransaction() {
        try {
            autoCommitByText();
        } catch (SQLException failure) {
            counts.catalogFailed("the connection's autocommit flag", failure);
        }
        begunByText &= !autoCommit;
    }
}
