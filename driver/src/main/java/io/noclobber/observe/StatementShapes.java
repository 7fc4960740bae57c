package io.noclobber.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers which shapes of statements were met, up to a limit. Thread-safe. */
final class StatementShapes {
    /** Whether a shape was met before. */
    enum Meeting {
        NEW,
        /** New, and no other one will be. */
        LAST,
        KNOWN
    }

    private final int most;
    private final Set<String> met = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();

    StatementShapes(int most) {
        this.most = most;
    }

    Meeting meet(String text) {
        if (count.get() >= most || !met.add(shape(text))) {
            return Meeting.KNOWN;
        }
        int now = count.incrementAndGet();
        return now < most ? Meeting.NEW : now == most ? Meeting.LAST : Meeting.KNOWN;
    }

    /** How many shapes are remembered. */
    int remembered() {
        return met.size();
    }

    /** The text on one line, without its values, comments and whatever might be one of them. */
    static String shape(String text) {
        return new ValueMask(text).mask();
    }
}
