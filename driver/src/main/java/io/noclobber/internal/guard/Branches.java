package io.noclobber.internal.guard;

import io.noclobber.internal.image.Memory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The branches of distributed transactions that one connection has worked for and that are not completed yet, each with
 * images of its own, so that branches which take turns on the connection do not mix. Thread-safe: a transaction manager
 * completes branches from threads of its own.
 */
final class Branches {
    /** More are pending only where somebody completes them behind our back. */
    private static final int MOST_PENDING = 64;

    private final Environment environment;
    private final Connection raw;
    private final Counts counts;
    private final Unit home;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<BranchId, Unit> pending = new LinkedHashMap<>();
    private volatile Unit current;

    Branches(Environment environment, Connection raw, Counts counts, Unit home) {
        this.environment = environment;
        this.raw = raw;
        this.counts = counts;
        this.home = home;
        this.current = home;
    }

    /** What the connection works for now. */
    Unit current() {
        return current;
    }

    boolean inBranch() {
        return current != home;
    }

    /** The connection works for {@code branch} from here on, for the first time or again. */
    void begins(BranchId branch) {
        current.trackers().captureCurrentRows();
        lock.lock();
        try {
            Unit unit = pending.get(branch);
            if (unit == null) {
                Memory memory = home.memory().branch();
                unit = Unit.ofBranch(home, memory, TransactionMode.ofBranch(environment, raw, memory, counts));
                pending.put(branch, unit);
            }
            current = unit;
        } finally {
            lock.unlock();
        }
        giveUpEldest();
    }

    private void giveUpEldest() {
        Unit eldest = null;
        lock.lock();
        try {
            if (pending.size() > MOST_PENDING) {
                Iterator<Unit> units = pending.values().iterator();
                eldest = units.next();
                units.remove();
            }
        } finally {
            lock.unlock();
        }
        if (eldest != null) {
            eldest.endInto(home, BranchEnd.UNKNOWN);
        }
    }

    /** The connection works for {@code branch} no more, for now or for good. */
    void leaves(BranchId branch) {
        lock.lock();
        try {
            if (current == pending.get(branch)) {
                current = home;
            }
        } finally {
            lock.unlock();
        }
    }

    /** A branch that the connection may have worked for was completed, by whomever. */
    void completed(BranchId branch, BranchEnd end) {
        Unit unit = remove(branch);
        if (unit != null) {
            unit.endInto(home, end);
            askMode();
        }
    }

    private @Nullable Unit remove(BranchId branch) {
        lock.lock();
        try {
            Unit unit = pending.remove(branch);
            if (unit == current) {
                current = home;
            }
            return unit;
        } finally {
            lock.unlock();
        }
    }

    /** Some drivers leave the transaction only now, with whatever was done since the work for it ended. */
    private void askMode() {
        try {
            if (!inBranch()) {
                home.transaction().autoCommitByText();
            }
        } catch (SQLException failure) {
            counts.catalogFailed("the connection's autocommit flag", failure);
        }
    }

    boolean remember() {
        lock.lock();
        try {
            return home.remembers() || !pending.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The borrower of the connection has gone, whatever becomes of branches that he has left. Says how many rows were forgotten. */
    int forget() {
        List<Unit> units = new ArrayList<>();
        lock.lock();
        try {
            units.addAll(pending.values());
        } finally {
            lock.unlock();
        }
        units.add(home);
        return units.stream().mapToInt(Unit::forget).sum();
    }

    /** The connection is about to be closed: what cursors stand on is captured for conversations. Waits for nobody. */
    void captureForConversations() {
        home.trackers().captureForConversations();
        current.trackers().captureForConversations();
    }

    void clear() {
        lock.lock();
        try {
            pending.values().forEach(Unit::clear);
            pending.clear();
            current = home;
        } finally {
            lock.unlock();
        }
        home.clear();
    }
}
