package io.noclobber.internal.guard;

import io.noclobber.config.Compare;
import io.noclobber.config.Settings;
import io.noclobber.conflict.ColumnDiff;
import io.noclobber.conflict.ConflictKind;
import io.noclobber.conflict.Operation;
import io.noclobber.conflict.RowConflict;
import io.noclobber.dialect.ColumnRule;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what was read of rows of one table with what they are now, where nobody writes them. Immutable. */
final class RowComparison {
    private final Table table;
    private final Settings settings;
    private final @Nullable Column version;

    RowComparison(Table table, Settings settings) {
        this.table = table;
        this.settings = settings;
        this.version = VersionColumn.of(table, settings);
    }

    /** What somebody else has made of the row, {@code null} where every column that counts is as it was read. */
    @Nullable RowConflict changed(RowImage known, RowImage now) {
        List<ColumnDiff> diffs = new ArrayList<>();
        for (int i = 0; i < now.shape().columns().size(); i++) {
            Column column = table.column(now.shape().columns().get(i).name());
            Object original = column == null
                    ? RowImage.NOT_READ
                    : value(known, column.name().name());
            Object current = now.value(i);
            if (column != null && differs(column, known, original, current)) {
                diffs.add(ColumnDiff.of(
                        column.name(), original, current, ColumnDiff.NOT_WRITTEN, Set.of(ColumnDiff.Side.OTHERS)));
            }
        }
        return diffs.isEmpty() ? null : conflict(known, ConflictKind.UPDATED, diffs);
    }

    /**
     * The same where the row may have been written by our own transaction: what others see as well is somebody else's.
     *
     * @param outside the row as others see it, which has not to be so in every column
     */
    @Nullable RowConflict changed(RowImage known, RowImage now, RowImage outside) {
        RowConflict differing = changed(known, now);
        if (differing == null) {
            return null;
        }
        List<ColumnDiff> others = differing.columns().stream()
                .filter(diff -> isSeen(diff.column(), now, outside))
                .toList();
        return others.isEmpty() ? null : conflict(known, ConflictKind.UPDATED, others);
    }

    private boolean isSeen(ColumnName name, RowImage now, RowImage outside) {
        Column column = table.column(name.name());
        Object ours = value(now, name.name());
        Object theirs = value(outside, name.name());
        return column != null
                && (Objects.equals(ours, theirs)
                        || ours != RowImage.NOT_READ
                                && theirs != RowImage.NOT_READ
                                && column.rule().same(ours, theirs));
    }

    /** The columns that count and were read of {@code known}, but not of {@code now}. */
    List<Column> unseen(RowImage known, RowImage now) {
        return table.columns().stream()
                .filter(column -> value(known, column.name().name()) != RowImage.NOT_READ
                        && value(now, column.name().name()) == RowImage.NOT_READ
                        && counts(column, known))
                .toList();
    }

    /** The row is gone. */
    RowConflict deleted(RowImage known) {
        return conflict(known, ConflictKind.DELETED, List.of());
    }

    private RowConflict conflict(RowImage known, ConflictKind kind, List<ColumnDiff> diffs) {
        List<ColumnName> keyColumns = table.key().stream().map(Column::name).toList();
        return new RowConflict(
                known.key(), keyColumns, kind, known.readAt(), known.shape().statement(), diffs, Operation.READ);
    }

    private boolean differs(Column column, RowImage known, @Nullable Object original, @Nullable Object current) {
        return original != RowImage.NOT_READ
                && current != RowImage.NOT_READ
                && !Objects.equals(original, current)
                && counts(column, known)
                && !column.rule().same(original, current);
    }

    private boolean counts(Column column, RowImage known) {
        if (column.rule().comparison() == ColumnRule.Comparison.NONE
                || table.key().contains(column) && column.rule().plain()) {
            return false;
        }
        Compare compare = settings.compare(
                table.name().qualifier(), table.name().name(), column.name().name());
        return switch (compare) {
            case READ, CHANGED -> true;
            case VERSION, ROWVERSION ->
                version == null
                        || column.equals(version)
                        || value(known, version.name().name()) == RowImage.NOT_READ;
            case KEY -> false;
        };
    }

    private static @Nullable Object value(RowImage image, String column) {
        for (RowImage holder = image; holder != null; holder = holder.older()) {
            int index = holder.shape().indexOf(column);
            if (index >= 0) {
                return holder.value(index);
            }
        }
        return RowImage.NOT_READ;
    }
}
