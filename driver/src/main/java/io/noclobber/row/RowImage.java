package io.noclobber.row;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one read of the application saw of one row. Immutable, and so are the values it holds.
 *
 * <p>Where a later read covered fewer columns, {@link #older()} still holds what earlier ones saw of
 * the rest: the application may write those columns too. A column of this image hides the same
 * column of the older one, also where it is {@link #NOT_READ}: the application saw something newer,
 * and what that was is not known.
 */
public sealed class RowImage {
    /** Stands for a column that the statement selected but whose value could not be read of this row. */
    public static final Object NOT_READ = new Object() {
        @Override
        public String toString() {
            return "not read";
        }
    };

    /** This object 32, its key 24, and its entry and slot in the map of images: 40 and up to 11. */
    private static final int OWN_BYTES = 108;

    /** The reference to an older image, and that image without a key or an entry of its own. */
    private static final int OLDER_BYTES = 8 + 32;

    private final RowShape shape;
    private final RowKey key;
    private final @Nullable Object[] values;
    private final long readAtMillis;

    private RowImage(RowShape shape, RowKey key, @Nullable Object[] values, long readAtMillis) {
        this.shape = shape;
        this.key = key;
        this.values = values;
        this.readAtMillis = readAtMillis;
    }

    /** An image with an older one; a class of its own because nearly all images have none. */
    private static final class Backed extends RowImage {
        private final RowImage older;

        private Backed(RowImage newest, RowImage older) {
            super(newest.shape, newest.key, newest.values, newest.readAtMillis);
            this.older = older;
        }

        @Override
        public RowImage older() {
            return older;
        }
    }

    /**
     * The image of one row.
     *
     * @param values one immutable value for each column of {@code shape}; owned by the image from here on
     * @param readAtMillis when it was read, in milliseconds since the epoch
     */
    public static RowImage of(RowShape shape, RowKey key, @Nullable Object[] values, long readAtMillis) {
        Objects.requireNonNull(key, "key");
        if (values.length != shape.columns().size()) {
            throw new IllegalArgumentException(shape.table() + ": " + values.length + " values for "
                    + shape.columns().size() + " columns");
        }
        return new RowImage(shape, key, values, readAtMillis);
    }

    /**
     * This newer image, backed by {@code previous} for the columns that this one did not read.
     * One older image at most is kept, which holds the newest value of each of those columns.
     */
    public RowImage over(RowImage previous) {
        RowImage mine = older();
        if (mine != null) {
            return alone().over(mine.over(previous));
        }
        RowImage oldest = previous.older();
        boolean previousAdds = !shape.covers(previous.shape);
        if (oldest == null || !addsTo(previous, oldest)) {
            return previousAdds ? new Backed(this, previous.alone()) : this;
        }
        return new Backed(this, previousAdds ? merge(previous, oldest) : oldest);
    }

    /** Whether this image holds every column that {@code other} holds, itself or behind it. */
    public boolean covers(RowImage other) {
        RowImage behind = other.older();
        return shape.covers(other.shape) && (behind == null || shape.covers(behind.shape) || backs(behind));
    }

    private boolean backs(RowImage behind) {
        RowImage mine = older();
        if (mine == null) {
            return false;
        }
        for (ColumnName column : behind.shape.columns()) {
            if (!shape.columns().contains(column) && !mine.shape.columns().contains(column)) {
                return false;
            }
        }
        return true;
    }

    /** This image without what is behind it. */
    public RowImage alone() {
        return older() == null ? this : new RowImage(shape, key, values, readAtMillis);
    }

    /** The same image under another spelling of the row's key. */
    public RowImage under(RowKey spelling) {
        RowImage behind = older();
        RowImage renamed = new RowImage(shape, Objects.requireNonNull(spelling, "spelling"), values, readAtMillis);
        return behind == null ? renamed : new Backed(renamed, behind.under(spelling));
    }

    private boolean addsTo(RowImage previous, RowImage oldest) {
        for (ColumnName column : oldest.shape.columns()) {
            if (!shape.columns().contains(column) && !previous.shape.columns().contains(column)) {
                return true;
            }
        }
        return false;
    }

    private static RowImage merge(RowImage newer, RowImage older) {
        RowShape shape = older.shape.covers(newer.shape) ? older.shape : union(newer.shape, older.shape);
        @Nullable Object[] values = new Object[shape.columns().size()];
        for (int i = 0; i < values.length; i++) {
            int position = newer.shape.columns().indexOf(shape.columns().get(i));
            values[i] = position >= 0
                    ? newer.values[position]
                    : older.values[older.shape.columns().indexOf(shape.columns().get(i))];
        }
        return new RowImage(shape, newer.key, values, Math.min(newer.readAtMillis, older.readAtMillis));
    }

    private static RowShape union(RowShape newer, RowShape older) {
        List<ColumnName> columns = new ArrayList<>(newer.columns());
        for (ColumnName column : older.columns()) {
            if (!newer.columns().contains(column)) {
                columns.add(column);
            }
        }
        List<ColumnName> inexact = new ArrayList<>(newer.inexact());
        older.inexact().stream().filter(column -> !inexact.contains(column)).forEach(inexact::add);
        return new RowShape(newer.table(), columns, newer.statement(), inexact);
    }

    public RowShape shape() {
        return shape;
    }

    public RowKey key() {
        return key;
    }

    /** The value of the column at {@code index} of the shape: {@code null} for NULL, or {@link #NOT_READ}. */
    public @Nullable Object value(int index) {
        return values[index];
    }

    public Instant readAt() {
        return Instant.ofEpochMilli(readAtMillis);
    }

    public long readAtMillis() {
        return readAtMillis;
    }

    /** What earlier statements read of columns that this one did not, or {@code null}. Has no older one itself. */
    public @Nullable RowImage older() {
        return null;
    }

    /** An estimate of the heap held by this image and its entry in a map, in bytes. */
    public long weigh() {
        long bytes = OWN_BYTES + key.weighValues() + Weight.ofArray(values);
        RowImage behind = older();
        return behind == null ? bytes : bytes + OLDER_BYTES + Weight.ofArray(behind.values);
    }

    @Override
    public String toString() {
        return "image of " + key + " read at " + readAt();
    }
}
