package io.noclobber.internal.guard;

import io.noclobber.config.Compare;
import io.noclobber.config.Settings;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Finds the column whose value is another one after each write of its row. Stateless. */
final class VersionColumn {
    private VersionColumn() {}

    /** The column by which rows of the table are compared alone; {@code null} where there is none, or it does not count. */
    static @Nullable Column of(Table table, Settings settings) {
        Column kept = table.rowVersion();
        if (kept != null && compare(kept, table, settings) == Compare.ROWVERSION) {
            return kept;
        }
        Column declared = declared(table, settings);
        if (declared == null) {
            return null;
        }
        return switch (compare(declared, table, settings)) {
            case VERSION, ROWVERSION -> declared;
            case READ, CHANGED, KEY -> null;
        };
    }

    /** Whether the database should have a version of its own for the table, and has none. */
    static boolean isMissed(Table table, Settings settings) {
        return table.rowVersion() == null
                && table.columns().stream().anyMatch(column -> compare(column, table, settings) == Compare.ROWVERSION);
    }

    private static Compare compare(Column column, Table table, Settings settings) {
        return settings.compare(
                table.name().qualifier(), table.name().name(), column.name().name());
    }

    /** The first column that option {@code version} names and that can be one. */
    private static @Nullable Column declared(Table table, Settings settings) {
        for (Column column : table.columns()) {
            if (fits(column)
                    && settings.version(
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
