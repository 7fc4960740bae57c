package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.store.RowMerge;
import io.noclobber.store.StoredRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were read and that their conversations have yet to be told. Thread-safe.
 *
 * <p>A store is asked and told once for the rows of a result, or for a page of them: it may be on another machine. Nobody in
 * this JVM can tell: whoever wants to know anything of a conversation has it told first.
 */
public final class UntoldReads {
    private static final int PAGE = 100;

    private static final Map<String, Untold> UNTOLD = new ConcurrentHashMap<>();

    private UntoldReads() {}

    /**
     * A row that was read.
     *
     * @param by on which connection, in which request
     * @param before is told what was known of the row
     */
    record Read(
            SharedImages by,
            StoredRow row,
            RowMerge how,
            @Nullable Consumer<RowImage> before) {
        void tell(RowImage known) {
            if (before != null) {
                before.accept(known);
            }
        }
    }

    /** A conversation will be told; soon, or when somebody wants to know. */
    static void add(String conversation, Read read) {
        while (!UNTOLD.computeIfAbsent(conversation, id -> new Untold()).add(conversation, read)) {
            Thread.onSpinWait(); // it was told a moment ago, and begins anew
        }
    }

    /** A conversation is told all that was read of it. */
    public static void tell(String conversation) {
        Untold untold = UNTOLD.get(conversation);
        if (untold != null) {
            untold.tell(conversation);
        }
    }

    /** Those of one conversation. Thread-safe: while it is told, others who want to know wait. */
    private static final class Untold {
        private final ReentrantLock lock = new ReentrantLock();
        private final List<Read> reads = new ArrayList<>();
        private boolean over;

        boolean add(String conversation, Read read) {
            lock.lock();
            try {
                if (over) {
                    return false;
                }
                reads.add(read);
                if (reads.size() >= PAGE) {
                    tell(conversation);
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        void tell(String conversation) {
            lock.lock();
            try {
                if (over) {
                    return;
                }
                // while it is told, it must be found by others, who then wait for it
                for (int from = 0; from < reads.size(); ) {
                    int to = from + 1;
                    while (to < reads.size()
                            && reads.get(to).by() == reads.get(from).by()) {
                        to++;
                    }
                    reads.get(from).by().told(reads.subList(from, to));
                    from = to;
                }
            } finally {
                over = true;
                UNTOLD.remove(conversation, this);
                lock.unlock();
            }
        }
    }
}
