package io.noclobber.conformance.tool;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What became of our objects: which are gone, and which are left and why. Thread-safe, as whoever waits for it no longer than a limit
 * looks at it while it goes on.
 */
final class Removal {
    private static final long PAUSE_MILLIS = 500;

    private final Lock lock = new ReentrantLock();
    private final List<OwnObjects.Found> gone = new ArrayList<>();
    private final Map<OwnObjects.Found, String> left = new LinkedHashMap<>();

    /**
     * Drops them, again and again while sessions hold them of which the database has not noticed yet that they are gone.
     *
     * @param limitMillis when it ends at the latest, with what is left
     * @throws SQLException when they cannot be listed
     */
    static Removal of(OwnObjects own, long limitMillis) throws SQLException, InterruptedException {
        Removal removal = new Removal();
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        try {
            do {
                long rest = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
                Limited.within(Math.max(rest, 1), "clean", () -> {
                    own.drop(removal);
                    return removal;
                });
            } while (!removal.left().isEmpty() && paused(limit));
            return removal;
        } catch (TimeoutException silent) {
            if (removal.gone().isEmpty() && removal.left().isEmpty()) {
                throw new SQLException("the database has not answered for " + limitMillis / 1000 + " seconds", silent);
            }
            return removal;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new SQLException("the driver fails with " + failed.getCause(), failed);
        }
    }

    private static boolean paused(long limit) throws InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
        return System.nanoTime() < limit;
    }

    /** A round begins with these. */
    void found(List<OwnObjects.Found> all) {
        lock.lock();
        try {
            left.clear();
            all.forEach(each -> left.put(each, "the database has not answered in time"));
        } finally {
            lock.unlock();
        }
    }

    void dropped(OwnObjects.Found one) {
        lock.lock();
        try {
            left.remove(one);
            gone.add(one);
        } finally {
            lock.unlock();
        }
    }

    void refused(OwnObjects.Found one, SQLException reason) {
        lock.lock();
        try {
            left.put(one, String.valueOf(reason.getMessage()).strip());
        } finally {
            lock.unlock();
        }
    }

    /** Those that are gone, in the order in which they went. */
    List<OwnObjects.Found> gone() {
        lock.lock();
        try {
            return List.copyOf(gone);
        } finally {
            lock.unlock();
        }
    }

    /** Those that are still there, each with the reason. */
    List<String> left() {
        lock.lock();
        try {
            return left.entrySet().stream()
                    .map(each -> each.getKey() + ": " + each.getValue())
                    .toList();
        } finally {
            lock.unlock();
        }
    }
}
