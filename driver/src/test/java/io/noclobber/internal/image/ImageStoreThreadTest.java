package io.noclobber.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.image.ImageStore.Lifetime;
import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** One store used by several threads. */
class ImageStoreThreadTest extends Stores {
    @Test
    void dropped_isToldWithoutTheLock() throws InterruptedException {
        AtomicReference<ImageStore> store = new AtomicReference<>();
        CountDownLatch answered = new CountDownLatch(1);
        List<Boolean> inTime = new ArrayList<>();
        store.set(new ImageStore(
                new ImageLimits(0, 0, Duration.ZERO),
                Lifetime.CONNECTION,
                (rows, why) -> {
                    Thread other = new Thread(() -> {
                        store.get().find(ORDER);
                        answered.countDown();
                    });
                    other.start();
                    inTime.add(awaitQuietly(answered));
                },
                () -> now));
        store.get().read(wide(ORDER, "OPEN", "a"));
        assertThat(inTime).containsExactly(true);
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void store_usedByManyThreads_keepsItsBooks() throws InterruptedException {
        ImageStore store = store(new ImageLimits(50, 1_000_000, Duration.ofHours(1)));
        store.autoCommit(false);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (long id = 0; id < 5_000; id++) {
                    RowKey key = RowKey.of(ORDERS, id % 80);
                    store.read(RowImage.of(WIDE, key, new Object[] {"OPEN", "a"}, 1_000));
                    store.wrote(key, OwnWork.UNKNOWN);
                    if (id % 500 == 0) {
                        store.rollback();
                    }
                }
            });
            thread.setUncaughtExceptionHandler((where, what) -> failure.set(what));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(failure.get()).isNull();
        assertThat(store.footprint().rows()).isLessThanOrEqualTo(50);
        store.forgetAll(DropReason.UNKNOWN_EFFECT);
        assertThat(store.footprint().bytes()).isZero();
    }
}
