package io.noclobber.internal.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The prepared statements of questions that the driver itself asks again and again on one connection. A few are
 * kept, the least recently used goes first. Each is lent to one at a time, and one that has failed is not kept. The connection
 * closes them when it is closed. Thread-safe.
 */
final class KeptQueries {
    private static final int KEPT = 16;

    /** What is asked of a prepared statement; it leaves no rows open. */
    interface Question {
        void ask(PreparedStatement query) throws SQLException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, PreparedStatement> idle = new LinkedHashMap<>();
    private final Connection raw;
    private final LongSupplier generations;
    private final boolean keeps;
    private final Consumer<SQLException> notClosed;
    private long generation;

    /**
     * Nothing kept yet.
     *
     * @param generations tells another number when tables may have changed, and then nothing that was kept is used again
     * @param keeps whether the engine lets a statement stand idle without harm to others
     * @param notClosed is told what could not be closed
     */
    KeptQueries(Connection raw, LongSupplier generations, boolean keeps, Consumer<SQLException> notClosed) {
        this.raw = raw;
        this.generations = generations;
        this.keeps = keeps;
        this.notClosed = notClosed;
        this.generation = generations.getAsLong();
    }

    void ask(String text, Question question) throws SQLException {
        long asOf = generations.getAsLong();
        PreparedStatement query = find(text, asOf);
        try {
            question.ask(query);
        } catch (SQLException | RuntimeException failure) {
            close(query);
            throw failure;
        }
        PreparedStatement surplus = keeps && isCleared(query) ? give(text, query, asOf) : query;
        if (surplus != null) {
            close(surplus);
        }
    }

    private boolean isCleared(PreparedStatement query) {
        try {
            query.clearParameters();
            return true;
        } catch (SQLException unusable) {
            return false; // it has served and is closed
        }
    }

    private PreparedStatement find(String text, long asOf) throws SQLException {
        PreparedStatement known = take(text, asOf);
        return known == null || known.isClosed() ? raw.prepareStatement(text) : known;
    }

    private @Nullable PreparedStatement take(String text, long asOf) {
        List<PreparedStatement> old = List.of();
        PreparedStatement known;
        lock.lock();
        try {
            if (generation != asOf) {
                generation = asOf;
                old = takeAll();
            }
            known = idle.remove(text);
        } finally {
            lock.unlock();
        }
        old.forEach(this::close);
        return known;
    }

    /** Gives back what there is no place for. */
    private @Nullable PreparedStatement give(String text, PreparedStatement query, long asOf) {
        lock.lock();
        try {
            if (generation != asOf) {
                return query;
            }
            PreparedStatement surplus = idle.put(text, query);
            if (surplus == null && idle.size() > KEPT) {
                Iterator<PreparedStatement> eldest = idle.values().iterator();
                surplus = eldest.next();
                eldest.remove();
            }
            return surplus;
        } finally {
            lock.unlock();
        }
    }

    /** Closes all: the same texts may mean something else from now on. */
    void clear() {
        List<PreparedStatement> old;
        lock.lock();
        try {
            old = takeAll();
        } finally {
            lock.unlock();
        }
        old.forEach(this::close);
    }

    /** The connection has closed them. */
    void forget() {
        lock.lock();
        try {
            idle.clear();
        } finally {
            lock.unlock();
        }
    }

    private List<PreparedStatement> takeAll() {
        List<PreparedStatement> all = new ArrayList<>(idle.values());
        idle.clear();
        return all;
    }

    private void close(PreparedStatement query) {
        try {
            query.close();
        } catch (SQLException failure) {
            notClosed.accept(failure);
        }
    }
}
