package io.noclobber.row;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one read of the application saw of one row. Immutable, and so are the values it holds.
 *
 * <p>Where a later read covered fewer columns, {@link #older()} still holds what the earlier one saw
 * of the rest: the application may write those columns too.
 */
public final class RowImage {
    /** Stands for a column that the statement selected but whose value could not be read of this row. */
    public static final Object NOT_READ = new Object() {
        @Override
        public String toString() {
            return "not read";
        }
    };

    private static final int OWN_BYTES = 120;

    private final RowShape shape;
    private final RowKey key;
    private final @Nullable Object[] values;
    private final long readAtMillis;
    private final @Nullable RowImage older;

    private RowImage(
            RowShape shape, RowKey key, @Nullable Object[] values, long readAtMillis, @Nullable RowImage older) {
        this.shape = shape;
        this.key = key;
        this.values = values;
        this.readAtMillis = readAtMillis;
        this.older = older;
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
        return new RowImage(shape, key, values, readAtMillis, null);
    }

    /**
     * This newer image, backed by {@code previous} for the columns that this one did not read.
     * At most one level of older values is kept: what {@code previous} read itself.
     */
    public RowImage over(RowImage previous) {
        if (previous.shape.equals(shape)) {
            return previous.older == null ? this : over(previous.older);
        }
        for (int i = 0; i < previous.shape.columns().size(); i++) {
            if (shape.indexOf(previous.shape.columns().get(i).name()) < 0) {
                RowImage kept = previous.older == null
                        ? previous
                        : new RowImage(previous.shape, previous.key, previous.values, previous.readAtMillis, null);
                return new RowImage(shape, key, values, readAtMillis, kept);
            }
        }
        return previous.older == null ? this : over(previous.older);
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

    /** What an earlier statement read of columns that this one did not, or {@code null}. */
    public @Nullable RowImage older() {
        return older;
    }

    /** An estimate of the heap held by this image, in bytes: for limits, not for accounting. */
    public long weigh() {
        long bytes = OWN_BYTES + 4L * values.length;
        for (Object value : values) {
            bytes += weigh(value);
        }
        return older == null ? bytes : bytes + older.weigh();
    }

    @SuppressWarnings("ReferenceEquality") // NOT_READ is a mark: only its identity counts
    private static long weigh(@Nullable Object value) {
        if (value == null || value == NOT_READ) {
            return 0;
        }
        if (value instanceof String text) {
            return 40L + text.length();
        }
        return value instanceof byte[] bytes ? 16L + bytes.length : 32;
    }

    @Override
    public String toString() {
        return "image of " + key + " read at " + readAt();
    }
}
