package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.GuardedSql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The statements that run guarded texts on behalf of one statement of the application. A few are
 * kept, the least recently used goes first. Confined to that statement.
 */
final class InternalStatements {
    private static final int KEPT = 8;

    private record Key(String text, KeysRequest keys, List<String> stored) {}

    private final Origin origin;
    private final LinkedHashMap<Key, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Attribute, Long> attributes = new EnumMap<>(Attribute.class);
    private final AtomicBoolean closing = new AtomicBoolean();
    private boolean reusable = true;

    InternalStatements(Origin origin) {
        this.origin = origin;
    }

    /**
     * The statement for {@code sql}, with the attributes of the application's own.
     *
     * @param givesRows whether the text gives rows
     */
    PreparedStatement find(GuardedSql sql, KeysRequest keys, boolean givesRows) throws SQLException {
        Key key = new Key(sql.text(), keys, sql.stored());
        PreparedStatement statement = statements.get(key);
        if (statement == null || statement.isClosed()) {
            statement = make(key, givesRows);
            statements.put(key, statement);
            evict();
        }
        return statement;
    }

    private PreparedStatement make(Key key, boolean givesRows) throws SQLException {
        PreparedStatement idle = origin.connection().idle.take(idle(key));
        if (idle != null && !idle.isClosed()) {
            return idle;
        }
        PreparedStatement made = origin.prepare(key.text(), key.keys(), key.stored(), givesRows);
        for (Map.Entry<Attribute, Long> attribute : attributes.entrySet()) {
            apply(key, made, attribute.getKey(), attribute.getValue());
        }
        return made;
    }

    /** Gives {@code statement} the attributes of the application's own. */
    void liken(Statement statement) throws SQLException {
        for (Map.Entry<Attribute, Long> attribute : attributes.entrySet()) {
            attribute.getKey().apply(statement, attribute.getValue());
        }
    }

    private IdleStatements.Key idle(Key key) {
        return new IdleStatements.Key(key.text(), key.keys(), key.stored(), origin.cursors(), attributes);
    }

    /** One of them has failed, or has given rows that the application may still hold: none is used for other statements. */
    void keepToOwner() {
        reusable = false;
    }

    private void evict() throws SQLException {
        if (statements.size() > KEPT) {
            Iterator<PreparedStatement> eldest = statements.values().iterator();
            PreparedStatement statement = eldest.next();
            eldest.remove();
            statement.close();
        }
    }

    /** The application has set an attribute of its statement. */
    void set(Attribute attribute, long value) throws SQLException {
        attributes.put(attribute, value);
        for (Map.Entry<Key, PreparedStatement> entry : statements.entrySet()) {
            apply(entry.getKey(), entry.getValue(), attribute, value);
        }
    }

    private static void apply(Key key, PreparedStatement statement, Attribute attribute, long value)
            throws SQLException {
        if (key.stored().isEmpty() || key.keys().asks() || !attribute.isOfRows()) {
            attribute.apply(statement, value);
        }
    }

    /** The application's statement is closed. What cannot be closed is left to the connection, which closes its statements itself. */
    void close() {
        if (!closing.compareAndSet(false, true)) {
            return; // the thread that closes the statement and the one that has used it have met here
        }
        try {
            closeAll();
        } finally {
            closing.set(false);
        }
    }

    private void closeAll() {
        for (Map.Entry<Key, PreparedStatement> entry : statements.entrySet()) {
            if (reusable && !entry.getKey().keys().asks()) {
                origin.connection().idle.give(idle(entry.getKey()), entry.getValue());
            } else {
                close(entry.getValue());
            }
        }
        statements.clear();
    }

    private void close(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            origin.connection().guard.notClosed(e);
        }
    }
}
