package io.noclobber.internal.guard;

import io.noclobber.internal.image.Memory;
import io.noclobber.internal.image.RowImages;

/**
 * What one connection remembers and has open for one kind of its work: a branch of a distributed transaction, or all that
 * it does outside of these. Safe for the use that the connection itself is safe for.
 */
final class Unit {
    private final Memory memory;
    private final TransactionMode transaction;
    private final Trackers trackers;
    private final Unverified unverified = new Unverified();
    private volatile boolean over;

    Unit(Memory memory, TransactionMode transaction) {
        this(memory, transaction, new Trackers(transaction::inTransaction));
    }

    private Unit(Memory memory, TransactionMode transaction, Trackers trackers) {
        this.memory = memory;
        this.transaction = transaction;
        this.trackers = trackers;
    }

    /** What the connection remembers for a branch, {@code mode} being its own. */
    static Unit ofBranch(Unit home, Memory memory, TransactionMode mode) {
        return new Unit(memory, mode, home.trackers.branch());
    }

    Memory memory() {
        return memory;
    }

    RowImages images() {
        return memory.images();
    }

    TransactionMode transaction() {
        return transaction;
    }

    Trackers trackers() {
        return trackers;
    }

    Unverified unverified() {
        return unverified;
    }

    /** Whether its branch has been completed, so that cursors which outlive it belong to the connection. */
    boolean isOver() {
        return over;
    }

    /** The transaction has ended: what was not undone stays. */
    void ended() {
        unverified.clear();
        trackers.ended();
        transaction.ended();
    }

    /** Its branch is completed; {@code home} takes over what is known and open. */
    void endInto(Unit home, BranchEnd end) {
        switch (end) {
            case COMMITTED -> memory.commit();
            case ROLLED_BACK -> {
                memory.rollback();
                trackers.rolledBack();
            }
            case UNKNOWN -> memory.endUnknown();
        }
        unverified.clear();
        transaction.ended();
        home.memory.join(memory);
        home.trackers.takeOver(trackers);
        over = true;
    }

    boolean remembers() {
        return trackers.any() || !memory.isEmpty();
    }

    /** Its borrower has gone; what he left open tells nothing more. Says how many rows were forgotten. */
    int forget() {
        trackers.captureForConversations();
        trackers.abandon();
        unverified.clear();
        return memory.clear();
    }

    void clear() {
        trackers.clear();
        memory.clear();
    }
}
