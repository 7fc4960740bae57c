package io.noclobber.internal.jdbc;

import java.util.Objects;
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

    // Written out, because what the JDK links for a record costs the first statement of a JVM.

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof SessionNames that
                        && texts == that.texts
                        && Objects.equals(catalog, that.catalog)
                        && Objects.equals(schema, that.schema);
    }

    @Override
    public int hashCode() {
        return Objects.hash(catalog, schema, texts);
    }
}
