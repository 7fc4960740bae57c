package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.GuardedSql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    InternalStatements(Origin origin) {
        this.origin = origin;
    }

    /** The statement for {@code sql}, with the attributes of the application's own. */
    PreparedStatement find(GuardedSql sql, KeysRequest keys) throws SQLException {
        Key key = new Key(sql.text(), keys, sql.stored());
        PreparedStatement statement = statements.get(key);
        if (statement == null || statement.isClosed()) {
            statement = origin.prepare(sql.text(), keys, sql.stored());
            statements.put(key, statement);
            for (Map.Entry<Attribute, Long> attribute : attributes.entrySet()) {
                attribute.getKey().apply(statement, attribute.getValue());
            }
            evict();
        }
        return statement;
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
        for (PreparedStatement statement : statements.values()) {
            attribute.apply(statement, value);
        }
    }

    /** Closes all. What cannot be closed is left to the connection, which closes its statements itself. */
    void close() {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                origin.connection().guard.notClosed(e);
            }
        }
        statements.clear();
    }
}
