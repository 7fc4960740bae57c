package io.noclobber.internal.catalog;

import io.noclobber.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one connection looks for tables, and what it has found. Confined to one connection; call
 * {@link #forget} when its schema, catalog or search path may have changed.
 */
public final class Lookup {
    private static final int MOST_NAMES = 2_000;

    private final KeyOption keys;
    private final Map<List<NamePart>, Optional<Table>> found = new HashMap<>();
    private @Nullable List<String> searchPath;
    private @Nullable NamePart catalog;
    private long generation = -1;
    private boolean reading;

    /** A lookup whose tables without a declared key have the one that {@code keys} tells. */
    public Lookup(KeyOption keys) {
        this.keys = keys;
    }

    /** The next lookup asks the connection anew where tables are looked for. */
    public void forget() {
        found.clear();
        searchPath = null;
        catalog = null;
    }

    KeyOption keys() {
        return keys;
    }

    List<String> searchPath(Connection raw, Dialect dialect) throws SQLException {
        if (searchPath == null) {
            searchPath = List.copyOf(dialect.searchPath(raw));
        }
        return searchPath;
    }

    /** The catalog that the connection is in, {@code null} where it has none. */
    @Nullable NamePart catalog(Connection raw) throws SQLException {
        if (catalog == null) {
            String name = raw.getCatalog();
            catalog = name == null ? null : new NamePart(name, true);
        }
        return catalog;
    }

    /** What was found for {@code path} since {@code current} began; {@code null} when it was not looked for. */
    @SuppressWarnings("NullableOptional") // three answers on purpose, and no allocation for one of them
    @Nullable Optional<Table> recall(List<NamePart> path, long current) {
        if (generation != current) {
            found.clear();
            generation = current;
        }
        return found.get(path);
    }

    void remember(List<NamePart> path, @Nullable Table table, long seen) {
        if (generation == seen) {
            if (found.size() >= MOST_NAMES) {
                found.clear();
            }
            found.put(List.copyOf(path), Optional.ofNullable(table));
        }
    }

    /** Marks that the connection is being asked; false when it already is, by ourselves. */
    boolean enter() {
        if (reading) {
            return false;
        }
        reading = true;
        return true;
    }

    void leave() {
        reading = false;
    }
}
