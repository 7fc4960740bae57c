package io.noclobber.internal.guard;

import java.util.function.LongSupplier;

/**
 * Says when a cursor came to a row, without asking the clock for each row of a scan. As long as rows
 * come within a millisecond or so, it is asked for every sixteenth; after a pause for each. So the time of a row may be
 * that of one up to fifteen rows before, never a later one. Confined to its result set.
 */
final class RowClock {
    private static final int MOST_ROWS = 16;
    private static final int FAST_MILLIS = 1;

    private final LongSupplier millis;
    private long read;
    private int rows = 1;
    private int left;

    RowClock(LongSupplier millis) {
        this.millis = millis;
    }

    long read() {
        if (left == 0) {
            long now = millis.getAsLong();
            rows = now - read <= FAST_MILLIS ? Math.min(2 * rows, MOST_ROWS) : 1;
            read = now;
            left = rows;
        }
        left--;
        return read;
    }
}
