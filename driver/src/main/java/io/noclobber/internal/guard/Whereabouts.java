package io.noclobber.internal.guard;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where an application has gone with its connection, by {@code setCatalog} and {@code setSchema}. Immutable.
 *
 * @param catalog {@code null} where it has stayed
 * @param schema {@code null} where it has stayed
 */
record Whereabouts(@Nullable String catalog, @Nullable String schema) {
    /** Where connections begin. */
    static final Whereabouts INITIAL = new Whereabouts(null, null);

    /** Looks at the database by another connection, there, and leaves it where it was: it may be a pool's. */
    <T> T look(Connection connection, SecondLook.Look<T> look) throws SQLException {
        if (catalog == null && schema == null) {
            return look.at(connection);
        }
        String catalogBefore = catalog == null ? null : connection.getCatalog();
        String schemaBefore = schema == null ? null : connection.getSchema();
        try {
            enter(connection, catalog, schema);
            return look.at(connection);
        } finally {
            enter(connection, catalogBefore, schemaBefore);
        }
    }

    private static void enter(Connection connection, @Nullable String catalog, @Nullable String schema)
            throws SQLException {
        if (catalog != null) {
            connection.setCatalog(catalog);
        }
        if (schema != null) {
            connection.setSchema(schema);
        }
    }
}
