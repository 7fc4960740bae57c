package com.example.legacy;

import javax.transaction.xa.Xid;

/** The id of a branch. */
final class Branch implements Xid {
    private final byte number;

    Branch(int number) {
        this.number = (byte) number;
    }

    @Override
    public int getFormatId() {
        return 1;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return new byte[] {number};
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {number};
    }
}
