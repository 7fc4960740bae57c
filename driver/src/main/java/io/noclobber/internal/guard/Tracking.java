package io.noclobber.internal.guard;

import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.StatementPlan;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Begins to follow the rows of queries, where it can be told which rows of which tables they are. Confined to one connection. */
final class Tracking {
    private final Session session;
    private final Transactions transactions;
    private final PinnedKeys keys;
    private final TrackedWrites writes;
    private final WholeRow whole;

    Tracking(Session session, Transactions transactions, PinnedKeys keys, TrackedWrites writes, WholeRow whole) {
        this.session = session;
        this.transactions = transactions;
        this.keys = keys;
        this.writes = writes;
        this.whole = whole;
    }

    @Nullable RowTracker track(
            AnalysedStatement statement,
            Parameters parameters,
            @Nullable WiderQuery query,
            RowUse use,
            ResultSet rows) {
        if (!(statement.plan() instanceof StatementPlan.Read plan)) {
            return null;
        }
        Lock reading = transactions.conversing();
        try {
            boolean remembered =
                    session.outlivesTransaction() || session.transaction().inTransaction();
            if (!session.tracks() || !remembered && use != RowUse.UPDATED) {
                return null;
            }
            return track(plan, statement, parameters, query == null ? null : query.columns(), use, rows);
        } catch (RuntimeException fault) {
            // a fault of ours must not take a result from the application; what it reads is not guarded, loudly
            session.counts().notTracked(statement.text(), fault);
            return null;
        } finally {
            reading.unlock();
        }
    }

    private @Nullable RowTracker track(
            StatementPlan.Read plan,
            AnalysedStatement statement,
            Parameters parameters,
            @Nullable HiddenColumns hidden,
            RowUse use,
            ResultSet rows) {
        BoundRead bound = session.plans().bind(plan, statement, hidden == null ? HiddenColumns.NONE : hidden, rows);
        return bound.tracksNothing() ? null : tracker(bound, statement, parameters, use, plan.locking(), rows);
    }

    private RowTracker tracker(
            BoundRead bound,
            AnalysedStatement statement,
            Parameters parameters,
            RowUse use,
            boolean locking,
            ResultSet rows) {
        List<BoundRead.Source> sources = bound.tables();
        @Nullable Object[] @Nullable [] pinned = new Object[sources.size()][];
        for (int i = 0; i < pinned.length; i++) {
            pinned[i] = keys.of(sources.get(i), statement, parameters, rows);
        }
        session.trackers().captureCurrentRowsOf(sources);
        Rereads rereads = Rereads.of(session, whole, bound, locking, use, rows);
        ReadTracker tracker = new ReadTracker(session, writes, bound, pinned, use, rereads, rows);
        session.trackers().add(tracker);
        return tracker;
    }
}
