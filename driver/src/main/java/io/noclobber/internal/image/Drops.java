package io.noclobber.internal.image;

import java.util.Arrays;

/** Counts what is dropped while the lock is held, to be told after. Confined to the lock of its store. */
final class Drops {
    private static final DropReason[] REASONS = DropReason.values();

    private static final int[] NONE = {};

    private final int[] counts = new int[REASONS.length];
    private boolean any;

    @SuppressWarnings("EnumOrdinal") // the counters are indexed by the reasons of this very run
    void add(int rows, DropReason why) {
        if (rows > 0) {
            counts[why.ordinal()] += rows;
            any = true;
        }
    }

    /** What was counted since the last call, or an empty array. */
    int[] take() {
        if (!any) {
            return NONE;
        }
        int[] taken = counts.clone();
        Arrays.fill(counts, 0);
        any = false;
        return taken;
    }

    static void tell(int[] taken, ImageEvents events) {
        for (int i = 0; i < taken.length; i++) {
            if (taken[i] > 0) {
                events.dropped(taken[i], REASONS[i]);
            }
        }
    }
}
