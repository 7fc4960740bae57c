package io.noclobber.internal.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Under which ids conversations went before, for the work that has begun under such a one. Thread-safe. Kept for longer than a request
 * takes, not for ever.
 */
final class OtherNames {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST = 10_000;
    private static final int MOST_CHANGES = 8;

    private final Cache<String, String> names;
    private volatile boolean used;

    OtherNames() {
        this(Ticker.systemTicker());
    }

    OtherNames(Ticker ticker) {
        names = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(KEPT)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    void add(String before, String now) {
        names.put(before, now);
        used = true;
    }

    /** The id under which the conversation goes now. */
    String now(String id) {
        if (!used) {
            return id;
        }
        String name = id;
        for (int i = 0; i < MOST_CHANGES; i++) {
            String next = names.getIfPresent(name);
            if (next == null) {
                return name;
            }
            name = next;
        }
        return name;
    }
}
