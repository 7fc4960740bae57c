package io.noclobber.internal.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What unqualified names mean on a connection, as far as the application has said. A statement that
 * was prepared under other names than a guarded text would be is not guarded. Immutable.
 *
 * @param texts how many settings were sent as text
 */
record SessionNames(@Nullable String catalog, @Nullable String schema, int texts) {
    static final SessionNames INITIAL = new SessionNames(null, null, 0);

    SessionNames inCatalog(@Nullable String name) {
        return new SessionNames(name, schema, texts);
    }

    SessionNames inSchema(@Nullable String name) {
        return new SessionNames(catalog, name, texts);
    }

    SessionNames afterText() {
        return new SessionNames(catalog, schema, texts + 1);
    }
}
