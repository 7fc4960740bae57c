package io.noclobber.internal.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.noclobber.internal.sql.StatementPlan;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has made of plans. They are compared by identity: the analyser hands out one instance a
 * shape. Thread-safe.
 *
 * <p>A few plans are looked up at nearly every execution, so each has a place of its own before the cache, where finding it
 * costs one comparison.
 */
final class PlanCache<T> {
    private static final int REMEMBERED_PLANS = 500;
    private static final int PLACES = 16;

    private record Place<T>(StatementPlan plan, T value) {}

    private final Cache<StatementPlan, T> cache = Caffeine.newBuilder()
            .weakKeys()
            .maximumSize(REMEMBERED_PLANS)
            .executor(Runnable::run)
            .build();

    /** Its elements are immutable, and one that another thread does not see yet is looked up in the cache. */
    private volatile @Nullable Place<T>[] places = empty();

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of generics
    private static <T> @Nullable Place<T>[] empty() {
        return new Place[PLACES];
    }

    private static int place(StatementPlan plan) {
        return System.identityHashCode(plan) % PLACES;
    }

    @Nullable T find(StatementPlan plan) {
        // before the cache is asked: what it gives may be forgotten meanwhile, and then these places are as well
        @Nullable Place<T>[] now = places;
        Place<T> known = now[place(plan)];
        if (known != null && known.plan == plan) {
            return known.value;
        }
        T value = cache.getIfPresent(plan);
        if (value != null) {
            now[place(plan)] = new Place<>(plan, value);
        }
        return value;
    }

    void put(StatementPlan plan, T value) {
        cache.put(plan, value);
        places[place(plan)] = new Place<>(plan, value);
    }

    void forget() {
        cache.invalidateAll();
        places = empty();
    }
}
