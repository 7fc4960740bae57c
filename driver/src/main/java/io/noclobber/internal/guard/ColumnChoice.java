package io.noclobber.internal.guard;

import io.noclobber.config.Compare;
import io.noclobber.config.Settings;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.RowShape;
import org.jspecify.annotations.Nullable;

/** Which columns of a row that was read one write compares: option {@code compare}. Immutable. */
final class ColumnChoice {
    private final BoundWrite write;
    private final Table table;
    private final Environment environment;
    private final @Nullable Column version;

    /** @param newest what the last read of the row has shown */
    ColumnChoice(BoundWrite write, RowShape newest, Environment environment) {
        this.write = write;
        this.table = write.tableOrThrow();
        this.environment = environment;
        Column column = VersionColumn.of(table, environment.settings());
        this.version = column != null && newest.indexOf(column.name().name()) >= 0 ? column : null;
    }

    /**
     * Whether the column counts. One that only an earlier read covered does when the write touches it: the application
     * may be about to write what it computed from the old value, yet a reader of a shorter list must not be refused for
     * columns that neither its last read nor its write is about.
     */
    boolean includes(Column column, boolean older) {
        if (write.guards().comparesKey() && table.key().contains(column)) {
            return true;
        }
        if (table.key().contains(column) && environment.catalog().rule(column).plain()) {
            return false;
        }
        boolean touched = write.assigned().containsKey(column.name().name())
                || write.named().contains(column.name().name());
        boolean read = !older || touched || write.deletes();
        return switch (compare(column)) {
            case READ -> read;
            case CHANGED -> touched || write.deletes();
            // a row whose version the last read did not show is compared by what it did show
            case VERSION, ROWVERSION -> older || version == null ? read : column.equals(version);
            case KEY -> false;
        };
    }

    private Compare compare(Column column) {
        Settings settings = environment.settings();
        return settings.compare(
                table.name().qualifier(), table.name().name(), column.name().name());
    }
}
