package io.noclobber.agent.http;

import io.noclobber.store.ConversationStore;
import io.noclobber.store.RowMerge;
import io.noclobber.store.StoredKey;
import io.noclobber.store.StoredRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps nothing but what became of conversations. */
public final class RecordingStore implements ConversationStore {
    static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    @Override
    public Map<StoredKey, StoredRow> find(String conversation, Collection<StoredKey> keys) {
        return Map.of();
    }

    @Override
    public List<StoredRow> rows(String conversation, String database) {
        return List.of();
    }

    @Override
    public void merge(String conversation, List<StoredRow> rows, RowMerge how) {}

    @Override
    public void remove(String conversation, Collection<StoredKey> keys) {}

    @Override
    public void rename(String from, String to) {
        EVENTS.add("rename " + from + " to " + to);
    }

    @Override
    public void end(String conversation) {
        EVENTS.add("end " + conversation);
    }
}
