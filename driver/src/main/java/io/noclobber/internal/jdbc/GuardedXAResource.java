package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.BranchEnd;
import io.noclobber.internal.guard.BranchId;
import io.noclobber.internal.proxy.ProxyKind;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The driver's XA resource, unchanged but for that the guards hear of what it has done. A branch is completed by whichever
 * resource the transaction manager takes, on whichever thread.
 */
public abstract class GuardedXAResource implements XAResource, Guarded {
    static final ProxyKind<XAResource, GuardedXAConnection, GuardedXAResource> KIND =
            new ProxyKind<>(GuardedXAResource.class, XAResource.class, GuardedXAConnection.class);

    protected final XAResource delegate;
    private final GuardedXAConnection connection;

    protected GuardedXAResource(XAResource delegate, GuardedXAConnection connection) {
        this.delegate = delegate;
        this.connection = connection;
    }

    @Override
    public final void start(Xid xid, int flags) throws XAException {
        delegate.start(xid, flags);
        connection.begins(BranchId.of(xid));
    }

    @Override
    public final void end(Xid xid, int flags) throws XAException {
        if ((flags & TMFAIL) == 0) {
            connection.ending();
        }
        try {
            delegate.end(xid, flags);
        } catch (XAException refusal) {
            if (isRolledBack(refusal) || refusal.errorCode == XAException.XAER_NOTA) {
                connection.left(BranchId.of(xid));
            }
            throw refusal;
        }
        connection.left(BranchId.of(xid));
    }

    @Override
    public final int prepare(Xid xid) throws XAException {
        int vote;
        try {
            vote = delegate.prepare(xid);
        } catch (XAException refusal) {
            if (isRolledBack(refusal)) {
                completed(xid, BranchEnd.ROLLED_BACK);
            }
            throw refusal;
        }
        if (vote == XA_RDONLY) {
            completed(xid, BranchEnd.COMMITTED);
        }
        return vote;
    }

    @Override
    public final void commit(Xid xid, boolean onePhase) throws XAException {
        try {
            delegate.commit(xid, onePhase);
        } catch (XAException refusal) {
            completed(xid, refusal.errorCode == XAException.XAER_RMERR ? BranchEnd.ROLLED_BACK : end(refusal));
            throw refusal;
        }
        completed(xid, BranchEnd.COMMITTED);
    }

    @Override
    public final void rollback(Xid xid) throws XAException {
        try {
            delegate.rollback(xid);
        } catch (XAException refusal) {
            completed(xid, refusal.errorCode == XAException.XAER_NOTA ? BranchEnd.ROLLED_BACK : end(refusal));
            throw refusal;
        }
        completed(xid, BranchEnd.ROLLED_BACK);
    }

    private void completed(Xid xid, @Nullable BranchEnd end) {
        if (end != null) {
            BranchId branch = BranchId.of(xid);
            connection.completed(branch, end);
            connection.origin.news().completed(branch, end);
        }
    }

    /** What became of the branch, {@code null} where it is not completed yet. */
    private static @Nullable BranchEnd end(XAException refusal) {
        if (isRolledBack(refusal)) {
            return BranchEnd.ROLLED_BACK;
        }
        return switch (refusal.errorCode) {
            case XAException.XA_HEURCOM -> BranchEnd.COMMITTED;
            case XAException.XA_HEURRB -> BranchEnd.ROLLED_BACK;
            case XAException.XA_HEURMIX, XAException.XA_HEURHAZ, XAException.XAER_NOTA -> BranchEnd.UNKNOWN;
            default -> null;
        };
    }

    private static boolean isRolledBack(XAException refusal) {
        return refusal.errorCode >= XAException.XA_RBBASE && refusal.errorCode <= XAException.XA_RBEND;
    }

    @Override
    public final void forget(Xid xid) throws XAException {
        delegate.forget(xid);
    }

    @Override
    public final Xid[] recover(int flag) throws XAException {
        return delegate.recover(flag);
    }

    /** Drivers compare with what they have made themselves. */
    @Override
    public final boolean isSameRM(@Nullable XAResource other) throws XAException {
        return delegate.isSameRM(other instanceof GuardedXAResource ours ? ours.delegate : other);
    }

    @Override
    public final int getTransactionTimeout() throws XAException {
        return delegate.getTransactionTimeout();
    }

    @Override
    public final boolean setTransactionTimeout(int seconds) throws XAException {
        return delegate.setTransactionTimeout(seconds);
    }

    @Override
    public final String toString() {
        return "noclobber[" + delegate + ']';
    }
}
