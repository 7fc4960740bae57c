package io.noclobber.internal.guard;

import io.noclobber.dialect.Capture;
import io.noclobber.dialect.StoredForm;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an UPDATE stores in rows that were read by one statement, as far as its parameters and literals tell:
 * where the catalog leaves no doubt that they are stored as they are and that nothing else of the row changes.
 * Immutable.
 */
final class Proof {
    private final RowShape shape;
    private final boolean possible;
    private final List<Part> parts;
    private final List<Time> times;

    /** One column of the image that is set. */
    private record Part(int index, ValueSource source, StoredForm form, boolean nullable) {}

    /** One column of the image that is not set, but may be by the database: to the time of the UPDATE. */
    record Time(int index, String column) {}

    private Proof(RowShape shape, boolean possible, List<Part> parts, List<Time> times) {
        this.shape = shape;
        this.possible = possible;
        this.parts = List.copyOf(parts);
        this.times = List.copyOf(times);
    }

    static Proof of(BoundWrite write, RowShape shape, Session session) {
        Table table = write.tableOrThrow();
        boolean possible = !write.deletes()
                && !write.setsKey()
                && write.assigned().size() == write.plan().assignments().size()
                && write.assigned().keySet().stream().allMatch(name -> table.column(name) != null)
                && table.storesAsSet()
                && !session.tables().cascades(table).contains(table.name());
        List<Part> parts = new ArrayList<>();
        List<Time> times = new ArrayList<>();
        for (int i = 0; possible && i < shape.columns().size(); i++) {
            Column column = table.column(shape.columns().get(i).name());
            ValueSource source =
                    column == null ? null : write.assigned().get(column.name().name());
            if (column == null || column.equals(table.rowVersion())) {
                // the database sets that one, whatever the statement says
                possible = false;
            } else if (source != null) {
                StoredForm form = session.dialect().storedForm(column.type());
                possible = form != StoredForm.NONE && !(source instanceof ValueSource.Expression);
                parts.add(new Part(i, source, form, column.nullable()));
            } else if (session.dialect().mayHideUpdateTime(column.type())) {
                times.add(new Time(i, column.name().name()));
            }
        }
        return new Proof(shape, possible, parts, times);
    }

    boolean fits(RowImage image) {
        return shape == image.shape();
    }

    /** Whether the write is of a kind whose parameters can tell what it stores. */
    boolean possible() {
        return possible;
    }

    /** The columns of the image, by position, that are not set but may be set by the database to the time of the UPDATE. */
    List<Time> times() {
        return times;
    }

    /**
     * The values of the row as the write leaves it. What it does not set stays as it was read.
     *
     * @return {@code null} when a parameter is of a kind whose stored form is not certain
     */
    @Nullable Object @Nullable [] after(Intent intent, RowImage before) {
        @Nullable Object[] values = new @Nullable Object[shape.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = before.value(i);
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            @Nullable Object set = set(part.source(), intent);
            if (set == Parameters.UNKNOWN || set == null && !part.nullable()) {
                return null;
            }
            @Nullable Object stored = set == null ? null : part.form().of(set);
            if (stored == StoredForm.UNKNOWN) {
                return null;
            }
            values[part.index()] = stored == null ? null : Capture.kept(stored);
        }
        return values;
    }

    private static @Nullable Object set(ValueSource source, Intent intent) {
        return source instanceof ValueSource.Parameter parameter
                ? intent.parameters().exact(parameter.index())
                : KeyReader.value(source, intent.statement(), intent.parameters());
    }
}
