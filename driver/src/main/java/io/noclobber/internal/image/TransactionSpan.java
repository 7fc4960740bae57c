package io.noclobber.internal.image;

import io.noclobber.internal.image.ImageStore.Lifetime;

/** Whether a transaction lasts beyond single statements, and so whether images do. Confined to the lock of its store. */
final class TransactionSpan {
    private final Lifetime lifetime;
    private boolean autoCommit = true;
    private boolean begun;

    TransactionSpan(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    boolean inTransaction() {
        return begun || !autoCommit;
    }

    /** Whether what is read now is remembered at all. */
    boolean keeps() {
        return outlivesTransaction() || inTransaction();
    }

    Lifetime lifetime() {
        return lifetime;
    }

    boolean outlivesTransaction() {
        return lifetime == Lifetime.CONNECTION;
    }

    boolean autoCommit() {
        return autoCommit;
    }

    void autoCommit(boolean on) {
        autoCommit = on;
    }

    void begin() {
        begun = true;
    }

    void end() {
        begun = false;
    }
}
