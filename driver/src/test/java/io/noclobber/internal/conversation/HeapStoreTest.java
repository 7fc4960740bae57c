package io.noclobber.internal.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.row.ColumnName;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.RowShape;
import io.noclobber.row.TableName;
import io.noclobber.store.RowMerge;
import io.noclobber.store.StoreLimits;
import io.noclobber.store.StoredKey;
import io.noclobber.store.StoredRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HeapStoreTest {
    private static final TableName TABLE = new TableName(null, "S", "ORDERS");
    private static final RowShape SHAPE = new RowShape(
            TABLE,
            List.of(
                    new ColumnName(TABLE, "ID"),
                    new ColumnName(TABLE, "STATUS"),
                    new ColumnName(TABLE, "AMOUNT"),
                    new ColumnName(TABLE, "NOTE")),
            "SELECT * FROM ORDERS WHERE ID = ?");
    private static final long MEGABYTE = 1 << 20;

    private final Map<String, Integer> dropped = new HashMap<>();
    private long nanos;

    private HeapStore store(long bytes, long rows, long conversationBytes) {
        StoreLimits limits = new StoreLimits(bytes, Duration.ofHours(8), Duration.ofDays(1), rows, conversationBytes);
        return new HeapStore(limits, (count, why) -> dropped.merge(why, count, Integer::sum), () -> nanos);
    }

    private static StoredRow row(int id) {
        Object[] values = {id, "status " + id, new java.math.BigDecimal(id).movePointLeft(2), "a note of order " + id};
        return StoredRow.of("db", RowImage.of(SHAPE, RowKey.of(TABLE, id), values, 0), false);
    }

    private static boolean has(HeapStore store, String conversation, int id) {
        StoredKey key = row(id).key();
        return store.find(conversation, List.of(key)).containsKey(key);
    }

    private static void read(HeapStore store, String conversation, int id) {
        store.merge(conversation, List.of(row(id)), RowMerge.FIRST_STANDS);
    }

    @Test
    void conversation_renamed_isFoundUnderTheNewIdOnly() {
        HeapStore store = store(MEGABYTE, 100, MEGABYTE);
        read(store, "before", 1);
        read(store, "now", 2);

        store.rename("before", "now");
        store.rename("unknown", "other");

        assertThat(has(store, "before", 1)).isFalse();
        assertThat(has(store, "now", 1)).isTrue();
        assertThat(has(store, "now", 2)).isTrue();
        assertThat(dropped).isEmpty();
    }

    @Test
    void conversations_areKeptApart() {
        HeapStore store = store(MEGABYTE, 100, MEGABYTE);
        read(store, "a", 1);
        read(store, "b", 2);

        assertThat(has(store, "a", 1)).isTrue();
        assertThat(has(store, "b", 1)).isFalse();
        assertThat(store.rows("a", "db")).hasSize(1);
        assertThat(store.rows("a", "other database")).isEmpty();
        store.end("a");
        assertThat(has(store, "a", 1)).isFalse();
        assertThat(has(store, "b", 2)).isTrue();
        assertThat(dropped).isEmpty();
    }

    @Test
    void conversation_idle_leavesCounted() {
        HeapStore store = store(MEGABYTE, 100, MEGABYTE);
        read(store, "a", 1);
        read(store, "a", 2);
        nanos += Duration.ofHours(7).toNanos();
        assertThat(has(store, "a", 1)).isTrue();
        nanos += Duration.ofHours(7).toNanos();
        assertThat(has(store, "a", 1)).as("used in between").isTrue();
        nanos += Duration.ofHours(9).toNanos();
        assertThat(has(store, "a", 1)).isFalse();
        store.bytes();
        assertThat(dropped).containsExactly(Map.entry(HeapStore.IDLE, 2));
    }

    @Test
    void conversation_largerThanItsLimits_losesTheRowsReadFirst() {
        HeapStore store = store(MEGABYTE, 3, MEGABYTE);
        for (int id = 1; id <= 5; id++) {
            read(store, "a", id);
        }
        assertThat(store.rows("a", "db"))
                .extracting(row -> row.key().key().values().get(0))
                .containsExactly(3, 4, 5);
        assertThat(dropped).containsExactly(Map.entry(HeapStore.ROWS, 2));
    }

    @Test
    void conversation_heavierThanItsLimit_losesTheRowsReadFirst() {
        HeapStore store = store(MEGABYTE, 100, 3 * row(1).weigh());
        for (int id = 1; id <= 5; id++) {
            read(store, "a", id);
        }
        assertThat(has(store, "a", 1)).isFalse();
        assertThat(has(store, "a", 5)).isTrue();
        assertThat(dropped).containsOnlyKeys(HeapStore.BYTES);
    }

    @Test
    void store_heavierThanItsLimit_losesConversationsAsAWhole() {
        HeapStore store = store(MEGABYTE, 10_000, MEGABYTE);
        int conversations = 1_000;
        for (int i = 0; i < conversations; i++) {
            for (int id = 0; id < 20; id++) {
                read(store, "conversation " + i, id);
            }
        }
        assertThat(store.bytes()).isLessThanOrEqualTo(MEGABYTE);
        int kept = 0;
        for (int i = 0; i < conversations; i++) {
            int rows = store.rows("conversation " + i, "db").size();
            assertThat(rows).isIn(0, 20);
            kept += rows;
        }
        assertThat(kept).isPositive();
        assertThat(dropped).containsExactly(Map.entry(HeapStore.BYTES, 20 * conversations - kept));
    }

    @Test
    void weight_afterRemovals_isThatOfWhatIsLeft() {
        HeapStore store = store(MEGABYTE, 100, MEGABYTE);
        read(store, "a", 1);
        long one = store.bytes();
        read(store, "a", 2);
        read(store, "a", 2);
        assertThat(store.bytes()).isGreaterThan(one);
        store.remove("a", List.of(row(2).key()));
        assertThat(store.bytes()).isEqualTo(one);
        store.end("a");
        assertThat(store.bytes()).isZero();
    }

    /** What is stated is what it takes: 10,000 users who look at 20 rows each stay within the default of 256 MB, by far. */
    @Test
    void memory_ofTenThousandConversations_isWhatIsStated() {
        HeapStore store = store(256 * MEGABYTE, 10_000, 16 * MEGABYTE);
        long before = used();
        for (int i = 0; i < 10_000; i++) {
            for (int id = 0; id < 20; id++) {
                read(store, "conversation " + i, id);
            }
        }
        long taken = used() - before;
        long stated = store.bytes();

        assertThat(dropped).isEmpty();
        assertThat(stated).isLessThan(160 * MEGABYTE);
        assertThat(taken).as("of stated " + stated).isBetween(stated / 2, stated + stated / 10);
        assertThat(store.rows("conversation 0", "db")).hasSize(20);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
