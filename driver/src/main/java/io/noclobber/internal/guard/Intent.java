package io.noclobber.internal.guard;

import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.image.OwnWork;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.ValueSource;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write that the application is about to make, with what is known of its row. Immutable.
 *
 * @param write the write, its names resolved
 * @param statement its text
 * @param parameters its parameters
 * @param key the row it means, {@code null} when it means several or cannot be told
 * @param image what the application read of the row, {@code null} when nothing
 * @param way how it is run
 * @param reason why it is not guarded, {@code null} when it is or needs not be
 * @param rows where it names several rows, the same for each of them; else empty
 */
record Intent(
        BoundWrite write,
        AnalysedStatement statement,
        Parameters parameters,
        @Nullable RowKey key,
        @Nullable RowImage image,
        Way way,
        @Nullable Unguarded reason,
        List<Intent> rows) {

    Intent {
        rows = List.copyOf(rows);
    }

    Intent(
            BoundWrite write,
            AnalysedStatement statement,
            Parameters parameters,
            @Nullable RowKey key,
            @Nullable RowImage image,
            Way way,
            @Nullable Unguarded reason) {
        this(write, statement, parameters, key, image, way, reason, List.of());
    }

    /** How a write is run. */
    enum Way {
        /** As the application sent it; nothing is known of its rows. */
        UNGUARDED,
        /** As the application sent it: an own write of this transaction has locked the row. */
        HELD,
        /** With the image in its WHERE. */
        GUARDED,
        /** After the driver has locked the row and compared it. */
        LOCKED,
        /** After the driver has locked each of its rows, and compared those that were read. */
        EACH
    }

    Table table() {
        return write.tableOrThrow();
    }

    RowKey keyOrThrow() {
        if (key == null) {
            throw new IllegalStateException("the row is not known");
        }
        return key;
    }

    RowImage imageOrThrow() {
        if (image == null) {
            throw new IllegalStateException("the row was not read");
        }
        return image;
    }

    /** Whether the row has another key afterwards. A form that saves all its fields sets the key to what it is. */
    boolean movesRow() {
        if (key == null || !write.setsKey()) {
            return write.setsKey();
        }
        for (int i = 0; i < write.keyForms().size(); i++) {
            KeyColumn column = write.keyForms().get(i);
            ValueSource source = write.assigned().get(column.column().name().name());
            if (source != null
                    && !stays(column, key.values().get(i), source, write.key().get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a key column is set to what it is: to the same value, or to what its WHERE has just found it equal to. */
    private boolean stays(KeyColumn column, Object form, ValueSource set, ValueSource pinned) {
        if (form.equals(KeyReader.given(column, set, statement, parameters))) {
            return true;
        }
        Object spelling = !column.kind().textual() ? Spelling.of(set, statement, parameters) : null;
        return spelling != null && spelling.equals(Spelling.of(pinned, statement, parameters));
    }

    /** Whether the result of {@code attempt} tells if anything was written. */
    boolean isToldBy(WriteAttempt attempt) {
        return attempt.tells(write.plan().returning());
    }

    /** What it does to its row, or to its rows. */
    OwnWork work() {
        return movesRow() ? OwnWork.UNKNOWN : write.work();
    }

    Intent with(RowImage renewed, Way way) {
        return new Intent(write, statement, parameters, key, renewed, way, null);
    }

    /** The same write, as far as it is not known which rows it has changed. */
    Intent withoutRows() {
        return new Intent(write, statement, parameters, null, null, way, null);
    }

    GuardedSql asSent() {
        return GuardedSql.asSent(statement.text());
    }

    RowQuery query() {
        return new RowQuery(write, statement, parameters);
    }

    /** Every column that the image knows, in the order of its values, the older ones last. */
    static List<String> columns(RowImage image) {
        List<String> names = new ArrayList<>();
        image.shape().columns().forEach(column -> names.add(column.name()));
        RowImage older = image.older();
        if (older != null) {
            older.shape().columns().forEach(column -> {
                if (!names.contains(column.name())) {
                    names.add(column.name());
                }
            });
        }
        return names;
    }
}
