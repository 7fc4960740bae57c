package io.noclobber.internal.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key columns that somebody has configured for a table or view that declares none. */
@FunctionalInterface
public interface KeyOption {
    /** Nothing is configured. */
    KeyOption NONE = (schema, table) -> List.of();

    /**
     * The key columns of {@code table}, empty where none are configured.
     *
     * @param schema the schema, or the catalog where the database has no schemas; {@code null} where it has neither
     */
    List<String> columns(@Nullable String schema, String table);
}
