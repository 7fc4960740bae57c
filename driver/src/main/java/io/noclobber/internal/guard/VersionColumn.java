package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Finds the column whose value is another one after each write of its row. Stateless. */
final class VersionColumn {
    private VersionColumn() {}

    /** The first column that option {@code version} names and that can be one; {@code null} where there is none. */
    static @Nullable Column of(Table table, Environment environment) {
        for (Column column : table.columns()) {
            if (fits(column)
                    && environment
                            .settings()
                            .version(
                                    table.name().qualifier(),
                                    table.name().name(),
                                    column.name().name())) {
                return column;
            }
        }
        return null;
    }

    /** A version is never NULL, and of a type that counts or tells the time. */
    private static boolean fits(Column column) {
        return !column.nullable()
                && switch (column.type().jdbcType()) {
                    case Types.SMALLINT,
                            Types.INTEGER,
                            Types.BIGINT,
                            Types.NUMERIC,
                            Types.DECIMAL,
                            Types.TIMESTAMP,
                            Types.TIMESTAMP_WITH_TIMEZONE -> true;
                    default -> false;
                };
    }
}
