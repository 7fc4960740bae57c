package io.noclobber.internal.guard;

import io.noclobber.conflict.ColumnDiff;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what was read of a row with what it is now. Stateless. */
final class Diff {
    private final Intent intent;
    private final Compared compared;
    private final List<Column> columns;
    private final List<Compared.Item> known;

    private Diff(Intent intent, Compared compared, List<Column> columns, List<Compared.Item> known) {
        this.intent = intent;
        this.compared = compared;
        this.columns = columns;
        this.known = known;
    }

    /** The comparison for one write, over every column that its image knows. */
    static Diff of(Intent intent, Environment environment) {
        RowImage image = intent.imageOrThrow();
        List<Column> columns = new ArrayList<>();
        List<Compared.Item> known = new ArrayList<>();
        for (int i = 0; i < image.shape().columns().size(); i++) {
            add(intent, image.shape().columns().get(i), false, i, columns, known);
        }
        RowImage older = image.older();
        if (older != null) {
            for (int i = 0; i < older.shape().columns().size(); i++) {
                if (image.shape().indexOf(older.shape().columns().get(i).name()) < 0) {
                    add(intent, older.shape().columns().get(i), true, i, columns, known);
                }
            }
        }
        return new Diff(intent, intent.write().guards().compared(intent.write(), image, environment), columns, known);
    }

    private static void add(
            Intent intent, ColumnName name, boolean older, int index, List<Column> columns, List<Compared.Item> known) {
        Column column = intent.table().column(name.name());
        if (column != null) {
            columns.add(column);
            known.add(new Compared.Item(column, column.rule(), older, index));
        }
    }

    /** What must be read of the row to compare it. */
    List<Column> columns() {
        return columns;
    }

    /** What the database can be asked about the row. */
    Likeness likeness() {
        return Likeness.of(compared, intent.imageOrThrow());
    }

    /**
     * Whether every column that the write compares is as it was read. What the database finds as it was read is that, however
     * the driver spells it by now: how it does so may depend on settings of the session.
     */
    boolean same(RowNow now) {
        int known = now.found() == RowNow.Found.AS_READ ? compared.predicates() : 0;
        for (int i = 0; i < compared.items().size(); i++) {
            Compared.Item item = compared.items().get(i);
            if (i < known && item.bound(intent.imageOrThrow()) != RowImage.NOT_READ) {
                continue;
            }
            int at = columns.indexOf(item.column());
            Object original = item.of(intent.imageOrThrow());
            if (original != RowImage.NOT_READ && !item.column().rule().same(original, now.values()[at])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the row looks as if the write had taken effect on the row that was read. */
    boolean written(RowNow now) {
        for (Compared.Item item : compared.items()) {
            Object original = item.of(intent.imageOrThrow());
            Object current = now.values()[columns.indexOf(item.column())];
            ValueSource source =
                    intent.write().assigned().get(item.column().name().name());
            boolean expected = source == null
                    ? original == RowImage.NOT_READ || item.column().rule().same(original, current)
                    : attempted(source) == ColumnDiff.UNKNOWN || alike(attempted(source), current);
            if (!expected) {
                return false;
            }
        }
        return true;
    }

    /** Whether all that the write sets is known, so that {@link #written} leaves no doubt. */
    boolean tellsWritten() {
        return intent.write().assigned().values().stream().allMatch(source -> attempted(source) != ColumnDiff.UNKNOWN);
    }

    /** Every column that somebody changed or that the write sets. */
    List<ColumnDiff> columns(RowNow now) {
        List<ColumnDiff> diffs = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            Compared.Item item = known.get(i);
            Object original = item.of(intent.imageOrThrow());
            Object current = now.exists() ? now.values()[i] : ColumnDiff.UNKNOWN;
            boolean changed = now.exists()
                    && original != RowImage.NOT_READ
                    && !item.column().rule().same(original, current);
            add(diffs, item.column(), original, current, changed);
        }
        return diffs;
    }

    private void add(
            List<ColumnDiff> diffs,
            Column column,
            @Nullable Object original,
            @Nullable Object current,
            boolean changedByOthers) {
        ValueSource source = intent.write().assigned().get(column.name().name());
        Object attempted = source == null ? ColumnDiff.NOT_WRITTEN : attempted(source);
        boolean changedByYou = source != null && !alike(attempted, original);
        if (changedByOthers || changedByYou) {
            Set<ColumnDiff.Side> sides = EnumSet.noneOf(ColumnDiff.Side.class);
            if (changedByOthers) {
                sides.add(ColumnDiff.Side.OTHERS);
            }
            if (changedByYou) {
                sides.add(ColumnDiff.Side.YOU);
            }
            diffs.add(ColumnDiff.of(column.name(), original, current, attempted, sides));
        }
    }

    private @Nullable Object attempted(ValueSource source) {
        Object value = KeyReader.value(source, intent.statement(), intent.parameters());
        return value == Parameters.UNKNOWN ? ColumnDiff.UNKNOWN : value;
    }

    /** Whether the application set what it had read: for the report only, so a near miss does no harm. */
    private static boolean alike(@Nullable Object attempted, @Nullable Object original) {
        if (attempted == null || original == null || Objects.equals(attempted, original)) {
            return attempted == original || Objects.equals(attempted, original);
        }
        if (attempted instanceof Number one && original instanceof Number other) {
            Object unified = KeyKind.NUMBER.unify(one);
            return unified == null ? one.equals(other) : unified.equals(KeyKind.NUMBER.unify(other));
        }
        return attempted.toString().equals(original.toString());
    }
}
