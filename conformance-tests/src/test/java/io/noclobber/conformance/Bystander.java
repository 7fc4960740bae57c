package io.noclobber.conformance;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Another resource of a distributed transaction, which has written something too: so there are two phases. */
final class Bystander implements XAResource {
    @Override
    public int prepare(Xid xid) {
        return XA_OK;
    }

    @Override
    public void start(Xid xid, int flags) {
        // agrees with everything
    }

    @Override
    public void end(Xid xid, int flags) {
        // agrees with everything
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        // agrees with everything
    }

    @Override
    public void rollback(Xid xid) {
        // agrees with everything
    }

    @Override
    public void forget(Xid xid) {
        // agrees with everything
    }

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
