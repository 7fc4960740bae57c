package io.noclobber.row;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The full name of a table, spelled as the catalog of its database stores it. Immutable.
 *
 * @param catalog the catalog, or {@code null} where the database has none
 * @param schema the schema, or {@code null} where the database has none
 * @param name the table's own name
 */
public record TableName(@Nullable String catalog, @Nullable String schema, String name) {

    public TableName {
        Objects.requireNonNull(name, "name");
    }

    /** What stands before the name in a statement: the schema, or the catalog where there is no schema. */
    public @Nullable String qualifier() {
        return schema == null || schema.isEmpty() ? catalog : schema;
    }

    /** As it would be of a record, but the own name first, and most often it is the very same object. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof TableName that
                        && name.equals(that.name)
                        && Objects.equals(schema, that.schema)
                        && Objects.equals(catalog, that.catalog);
    }

    /** By the own name only, whose hash the string remembers: a key of every row that is read hashes its table. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The name as people say it: schema and table, or catalog and table where there is no schema. */
    @Override
    public String toString() {
        if (schema != null && !schema.isEmpty()) {
            return schema + '.' + name;
        }
        return catalog == null || catalog.isEmpty() ? name : catalog + '.' + name;
    }
}
