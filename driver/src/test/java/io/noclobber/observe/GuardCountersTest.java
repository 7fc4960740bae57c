package io.noclobber.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conflict.ConflictKind;
import io.noclobber.row.ColumnName;
import io.noclobber.row.TableName;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class GuardCountersTest {
    private final GuardCounters counters = new GuardCounters();

    @Test
    void snapshot_nothingHappened_isEmpty() {
        assertThat(counters.snapshot())
                .isEqualTo(new GuardCounts(
                        0,
                        0,
                        Map.of(),
                        new TableCounts(0, 0, Map.of(), Map.of(ConflictKind.UPDATED, 0L, ConflictKind.DELETED, 0L), 0),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of()));
    }

    @Test
    void snapshot_everyEvent_isCounted() {
        counters.connected(new ConnectionInfo("H2", "connection", ""));
        counters.leaseEnded(3);
        counters.leaseEnded(1);
        counters.guarded(Samples.ORDERS);
        counters.guarded(Samples.ORDERS);
        counters.held(Samples.ORDERS);
        counters.unguarded(Samples.ORDERS, NoclobberObserver.NO_IMAGE, "UPDATE …");
        counters.unguarded(Samples.ORDERS, NoclobberObserver.NO_IMAGE, "UPDATE …");
        counters.unguarded(Samples.ORDERS, "KEY_NOT_PINNED", "UPDATE …");
        counters.unguarded(null, "NOT_PARSED", "FROB");
        counters.refused(Samples.conflict(ConflictKind.UPDATED, ConflictKind.DELETED, ConflictKind.UPDATED));
        counters.defect(Samples.ORDERS, "padding");
        counters.imagesDropped(5, "ROWS");
        counters.imagesDropped(2, "ROWS");
        counters.imagesDropped(1, "AGE");
        counters.notAnalysed("FROB", "NOT_PARSED");
        counters.columnExcluded(new ColumnName(Samples.ORDERS, "GEO"), "type");

        GuardCounts counts = counters.snapshot();

        assertThat(counts.connections()).isEqualTo(1);
        assertThat(counts.leasesEnded()).isEqualTo(2);
        assertThat(counts.tables())
                .containsExactly(Map.entry(
                        Samples.ORDERS,
                        new TableCounts(
                                2,
                                1,
                                Map.of("NO_IMAGE", 2L, "KEY_NOT_PINNED", 1L),
                                Map.of(ConflictKind.UPDATED, 2L, ConflictKind.DELETED, 1L),
                                1)));
        assertThat(counts.elsewhere().unguarded()).containsExactly(Map.entry("NOT_PARSED", 1L));
        assertThat(counts.imagesDropped()).isEqualTo(Map.of("ROWS", 7L, "AGE", 1L));
        assertThat(counts.notAnalysed()).isEqualTo(Map.of("NOT_PARSED", 1L));
        assertThat(counts.columnsExcluded()).isEqualTo(Map.of(new ColumnName(Samples.ORDERS, "GEO"), "type"));
    }

    @Test
    void snapshot_takenBefore_doesNotChange() {
        counters.guarded(Samples.ORDERS);
        GuardCounts before = counters.snapshot();
        counters.guarded(Samples.ORDERS);

        assertThat(before.tables().get(Samples.ORDERS).guarded()).isEqualTo(1);
    }

    @Test
    void guarded_tablesWithoutEnd_stayBounded() {
        for (int i = 0; i < 10_050; i++) {
            counters.guarded(new TableName(null, null, "TEMP" + i));
        }

        GuardCounts counts = counters.snapshot();
        assertThat(counts.tables()).hasSize(10_000);
        assertThat(counts.elsewhere().guarded()).isEqualTo(50);
    }

    @Test
    void notAnalysed_reasonsWithoutEnd_stayBounded() {
        for (int i = 0; i < 150; i++) {
            counters.notAnalysed("FROB", "reason " + i);
        }

        assertThat(counters.snapshot().notAnalysed()).hasSize(101).containsEntry("OTHER", 50L);
    }

    @Test
    void guarded_manyThreads_loseNothing() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    for (int j = 0; j < 10_000; j++) {
                        counters.guarded(new TableName(null, null, "T" + j % 10));
                        counters.unguarded(null, "R" + j % 3, "");
                    }
                });
            }
        } finally {
            threads.shutdown();
        }
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        GuardCounts counts = counters.snapshot();
        assertThat(counts.tables().values()).hasSize(10).allMatch(table -> table.guarded() == 4_000);
        assertThat(counts.elsewhere().unguarded().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(40_000);
    }
}
