package io.noclobber.dialect;

import java.util.Objects;

/**
 * What the catalog says of a column's type. Immutable.
 *
 * @param column the column's name as the catalog stores it
 * @param jdbcType a constant of {@link java.sql.Types}, as {@code DatabaseMetaData} gives it
 * @param typeName the engine's name of the type, as {@code DatabaseMetaData} gives it
 * @param size length or precision, 0 where it has none
 * @param scale fraction digits, 0 where it has none
 * @param trait what {@link Dialect#inspect} found out about the column beyond that; empty where nothing
 */
public record ColumnType(String column, int jdbcType, String typeName, int size, int scale, String trait) {
    public ColumnType {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(typeName, "typeName");
        Objects.requireNonNull(trait, "trait");
    }
}
