package io.noclobber.internal.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.noclobber.store.ConversationStore;
import io.noclobber.store.RowMerge;
import io.noclobber.store.StoreLimits;
import io.noclobber.store.StoredKey;
import io.noclobber.store.StoredRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conversations in the memory of the JVM, as they are. Thread-safe.
 *
 * <p>Beyond the limit the conversations leave that were used longest ago, as a whole: half a conversation would guard a half
 * of what its user does.
 */
final class HeapStore implements ConversationStore {
    static final String IDLE = "CONVERSATION_IDLE";
    static final String BYTES = "BYTES";
    static final String ROWS = "ROWS";

    private final StoreLimits limits;
    private final ConversationStores.Dropped dropped;
    private final Cache<String, Kept> conversations;

    HeapStore(StoreLimits limits, ConversationStores.Dropped dropped, Ticker ticker) {
        this.limits = limits;
        this.dropped = dropped;
        this.conversations = Caffeine.newBuilder()
                .maximumWeight(limits.bytes())
                .weigher((String id, Kept kept) -> (int) Math.min(kept.bytes(), Integer.MAX_VALUE))
                .expireAfterAccess(limits.idle())
                .ticker(ticker)
                .executor(Runnable::run)
                .removalListener(this::removed)
                .build();
    }

    private void removed(@Nullable String id, @Nullable Kept kept, RemovalCause cause) {
        if (kept != null && cause.wasEvicted() && kept.size() > 0) {
            dropped.rows(kept.size(), cause == RemovalCause.SIZE ? BYTES : IDLE);
        }
    }

    @Override
    public Map<StoredKey, StoredRow> find(String conversation, Collection<StoredKey> keys) {
        Kept kept = conversations.getIfPresent(conversation);
        if (kept == null) {
            return Map.of();
        }
        Map<StoredKey, StoredRow> found = new HashMap<>();
        kept.find(keys, found);
        return found;
    }

    @Override
    public List<StoredRow> rows(String conversation, String database) {
        Kept kept = conversations.getIfPresent(conversation);
        return kept == null ? List.of() : kept.rows(database);
    }

    @Override
    public void merge(String conversation, List<StoredRow> rows, RowMerge how) {
        Kept kept;
        do {
            kept = conversations.get(conversation, id -> new Kept());
            if (!kept.merge(rows, how)) {
                return;
            }
            tell(kept.shrinkRows(limits), ROWS);
            tell(kept.shrinkBytes(limits), BYTES);
            // where it left meanwhile, what was merged has left with it
        } while (!weigh(conversation, kept));
    }

    private void tell(int rows, String why) {
        if (rows > 0) {
            dropped.rows(rows, why);
        }
    }

    /** The cache asks for the weight only of what is put. Says whether the conversation is still there. */
    private boolean weigh(String conversation, Kept kept) {
        return conversations.asMap().computeIfPresent(conversation, (id, now) -> now) == kept;
    }

    @Override
    public void remove(String conversation, Collection<StoredKey> keys) {
        Kept kept = conversations.getIfPresent(conversation);
        if (kept != null) {
            kept.remove(keys);
            weigh(conversation, kept);
        }
    }

    @Override
    public void rename(String from, String to) {
        Kept moved = conversations.asMap().remove(from);
        if (moved != null) {
            merge(to, moved.rows(), RowMerge.REPLACED);
        }
    }

    @Override
    public void end(String conversation) {
        conversations.invalidate(conversation);
    }

    /** What all conversations weigh, once what is to leave has left. */
    long bytes() {
        conversations.cleanUp();
        return conversations.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}
