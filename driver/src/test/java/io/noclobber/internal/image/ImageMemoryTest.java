package io.noclobber.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.image.ImageStore.Lifetime;
import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measures the heap that images really take. */
class ImageMemoryTest {
    private static final TableName ORDERS = new TableName(null, "PUBLIC", "ORDERS");
    private static final RowShape SHAPE =
            new RowShape(ORDERS, List.of(new ColumnName(ORDERS, "ID"), new ColumnName(ORDERS, "NOTES")), "SELECT");
    private static final int ROWS = 700_000; // in 1,048,576 slots of the hash table
    private static final int VALUES = 24 + 24 + 56; // the array of two, a Long that is the key too, a String of 16

    @Test
    void images_ofAKeyOfOneColumn_takeAtMost120BytesARowAndTheirValues() {
        ImageStore store = new ImageStore(
                new ImageLimits(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(1)),
                Lifetime.CONNECTION,
                (rows, why) -> {},
                () -> 0);
        long before = usedHeap();
        for (long id = 1_000; id < 1_000 + ROWS; id++) {
            Long value = id;
            store.read(RowImage.of(
                    SHAPE,
                    RowKey.of(ORDERS, value),
                    new Object[] {value, Long.toString(1_000_000_000_000_000L + id)},
                    0));
        }
        double aRow = (double) (usedHeap() - before) / ROWS;
        double weighed = (double) store.footprint().bytes() / ROWS;
        System.out.printf("an image takes %.1f bytes and its values, and is weighed as %.1f%n", aRow - VALUES, weighed);
        assertThat(aRow - VALUES).isBetween(80.0, 120.0);
        // the key's value is weighed once more, because it need not be the same object
        assertThat(weighed).isBetween(aRow * 0.95, aRow * 1.25);
        store.clear();
        assertThat((double) (usedHeap() - before) / ROWS).isLessThan(12); // the table itself
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
