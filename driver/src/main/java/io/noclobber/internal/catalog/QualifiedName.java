package io.noclobber.internal.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A table's name with as much of its place as is known. Immutable.
 *
 * @param catalog the catalog, or {@code null} for any
 * @param schema the schema, or {@code null} for any
 * @param table the table
 */
record QualifiedName(@Nullable NamePart catalog, @Nullable NamePart schema, NamePart table) {

    @Nullable String schemaText() {
        return schema == null ? null : schema.text();
    }
}
