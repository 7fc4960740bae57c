package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Statements for guarded texts that no statement of the application needs at the moment, because many
 * applications prepare anew for each execution. Each is lent to one at a time. Thread-safe.
 */
final class IdleStatements {
    private static final int KEPT = 32;

    /** All that makes one statement as good as another. */
    record Key(
            String text,
            KeysRequest keys,
            List<String> stored,
            @Nullable CursorKind cursors,
            Map<Attribute, Long> attributes) {
        Key {
            attributes = Map.copyOf(attributes);
        }
    }

    private final ConnectionGuard guard;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Key, PreparedStatement> idle = new LinkedHashMap<>();

    IdleStatements(ConnectionGuard guard) {
        this.guard = guard;
    }

    @Nullable PreparedStatement take(Key key) {
        lock.lock();
        try {
            return idle.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** Takes back what nobody holds results of any more. */
    void give(Key key, PreparedStatement statement) {
        try {
            statement.clearParameters();
        } catch (SQLException | RuntimeException unusable) {
            // Derby breaks down where another thread closes the statement meanwhile
            close(statement);
            return;
        }
        PreparedStatement surplus;
        lock.lock();
        try {
            surplus = idle.put(key, statement);
            if (surplus == null && idle.size() > KEPT) {
                Iterator<PreparedStatement> eldest = idle.values().iterator();
                surplus = eldest.next();
                eldest.remove();
            }
        } finally {
            lock.unlock();
        }
        if (surplus != null) {
            close(surplus);
        }
    }

    /** Closes all: the same texts may mean something else from now on. */
    void clear() {
        List<PreparedStatement> old;
        lock.lock();
        try {
            old = new ArrayList<>(idle.values());
            idle.clear();
        } finally {
            lock.unlock();
        }
        old.forEach(this::close);
    }

    int size() {
        lock.lock();
        try {
            return idle.size();
        } finally {
            lock.unlock();
        }
    }

    private void close(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            guard.notClosed(e);
        } catch (RuntimeException e) {
            guard.notClosed(new SQLException("The driver broke down while it closed a statement: " + e, e));
        }
    }
}
