package io.noclobber.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RowClockTest {
    private final AtomicLong now = new AtomicLong(1_000_000);
    private final AtomicInteger asked = new AtomicInteger();
    private final RowClock clock = new RowClock(() -> {
        asked.incrementAndGet();
        return now.get();
    });

    @Test
    void scan_asksForEverySixteenthRow() {
        for (int row = 0; row < 2_000; row++) {
            assertThat(clock.read()).isEqualTo(1_000_000);
        }
        assertThat(asked).hasValueBetween(125, 130);
    }

    @Test
    void rowsReadSlowly_haveEachItsOwnTime() {
        for (int row = 0; row < 100; row++) {
            assertThat(clock.read()).isEqualTo(now.addAndGet(60_000) - 60_000);
        }
    }

    @Test
    void pauseWithinAScan_isSeenFifteenRowsLaterAtMost_andThenAtOnce() {
        for (int row = 0; row < 1_000; row++) {
            clock.read();
        }
        now.addAndGet(60_000);
        for (int row = 0; row < 15; row++) {
            assertThat(clock.read()).isIn(1_000_000L, 1_060_000L);
        }
        assertThat(clock.read()).isEqualTo(1_060_000);
    }
}
