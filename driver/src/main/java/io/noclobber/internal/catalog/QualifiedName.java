package io.noclobber.internal.catalog;

import io.noclobber.dialect.Naming;
import io.noclobber.row.TableName;
import org.jspecify.annotations.Nullable;

/**
 * A table's name with as much of its place as is known. Immutable.
 *
 * @param catalog the catalog, or {@code null} for any
 * @param schema the schema, or {@code null} for any
 * @param table the table
 */
record QualifiedName(@Nullable NamePart catalog, @Nullable NamePart schema, NamePart table) {

    /** A table's own name as the catalog stores it; by its schema where the database has schemas. */
    static QualifiedName of(TableName name, Naming rules) {
        return new QualifiedName(
                rules.schemas() && !rules.catalogs() ? null : stored(name.catalog()),
                rules.schemas() ? stored(name.schema()) : null,
                new NamePart(name.name(), true));
    }

    private static @Nullable NamePart stored(@Nullable String text) {
        return text == null ? null : new NamePart(text, true);
    }

    @Nullable String schemaText() {
        return schema == null ? null : schema.text();
    }
}
