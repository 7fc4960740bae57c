package io.noclobber.internal.guard;

import java.nio.ByteBuffer;
import javax.transaction.xa.Xid;

/** The identity of one branch of a distributed transaction: an {@link Xid} that can be compared. Immutable. */
public record BranchId(int format, ByteBuffer transaction, ByteBuffer branch) {
    /** The identity that {@code xid} says, which transaction managers need not compare by equals. */
    public static BranchId of(Xid xid) {
        return new BranchId(xid.getFormatId(), copy(xid.getGlobalTransactionId()), copy(xid.getBranchQualifier()));
    }

    private static ByteBuffer copy(byte[] bytes) {
        return ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer();
    }
}
