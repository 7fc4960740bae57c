package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.BranchEnd;
import io.noclobber.internal.guard.BranchId;
import io.noclobber.internal.proxy.ProxyKind;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** A physical connection for distributed transactions, whose branches the guards of its handles follow. */
public abstract class GuardedXAConnection extends GuardedPooledConnection implements XAConnection {
    static final ProxyKind<XAConnection, PooledOrigin, GuardedXAConnection> KIND =
            new ProxyKind<>(GuardedXAConnection.class, XAConnection.class, PooledOrigin.class);

    private final XAConnection xa;
    private volatile @Nullable GuardedXAResource resource;

    /** The branch it works for now. */
    private volatile @Nullable BranchId active;

    protected GuardedXAConnection(XAConnection delegate, PooledOrigin origin) {
        super(delegate, origin);
        this.xa = delegate;
    }

    /** A physical connection that hands out guarded connections; {@code null} for none. */
    public static @Nullable XAConnection wrap(@Nullable XAConnection driver, PooledOrigin origin) {
        if (driver == null || driver instanceof Guarded) {
            return driver;
        }
        GuardedXAConnection made = KIND.factory(driver.getClass()).create(driver, origin);
        origin.news().join(made);
        return made;
    }

    @Override
    public final @Nullable XAResource getXAResource() throws SQLException {
        XAResource driver = xa.getXAResource();
        GuardedXAResource known = resource;
        if (driver == null) {
            return null;
        }
        if (known == null || known.delegate != driver) {
            known = GuardedXAResource.KIND.factory(driver.getClass()).create(driver, this);
            resource = known;
        }
        return known;
    }

    @Override
    final void handedOut(GuardedConnection handle) {
        BranchId branch = active;
        if (branch != null) {
            handle.guard.branchBegins(branch);
        }
    }

    @Override
    final void closed() {
        origin.news().leave(this);
    }

    final void begins(BranchId branch) {
        active = branch;
        handles().forEach(handle -> handle.guard.branchBegins(branch));
    }

    final void ending() {
        handles().forEach(handle -> handle.guard.branchEnding());
    }

    final void left(BranchId branch) {
        if (branch.equals(active)) {
            active = null;
        }
        handles().forEach(handle -> handle.guard.branchLeft(branch));
    }

    /** A branch was completed, through this connection or another one. */
    final void completed(BranchId branch, BranchEnd end) {
        if (branch.equals(active)) {
            active = null;
        }
        handles().forEach(handle -> handle.guard.branchCompleted(branch, end));
    }
}
