package io.noclobber.internal.conversation;

import io.noclobber.store.ConversationStore;
import io.noclobber.store.RowMerge;
import io.noclobber.store.StoreLimits;
import io.noclobber.store.StoredKey;
import io.noclobber.store.StoredRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Asks another store, by the ids under which conversations go now. Thread-safe. */
final class RenamingStore implements ConversationStore {
    private final ConversationStore store;
    private final OtherNames names;

    RenamingStore(ConversationStore store, OtherNames names) {
        this.store = store;
        this.names = names;
    }

    /** The other one. */
    ConversationStore store() {
        return store;
    }

    @Override
    public void start(StoreLimits limits) {
        store.start(limits);
    }

    @Override
    public Map<StoredKey, StoredRow> find(String conversation, Collection<StoredKey> keys) {
        return store.find(names.now(conversation), keys);
    }

    @Override
    public List<StoredRow> rows(String conversation, String database) {
        return store.rows(names.now(conversation), database);
    }

    @Override
    public void merge(String conversation, List<StoredRow> rows, RowMerge how) {
        store.merge(names.now(conversation), rows, how);
    }

    @Override
    public void remove(String conversation, Collection<StoredKey> keys) {
        store.remove(names.now(conversation), keys);
    }

    /** The ids are those that are given. */
    @Override
    public void rename(String from, String to) {
        store.rename(from, to);
    }

    @Override
    public void end(String conversation) {
        store.end(names.now(conversation));
    }

    @Override
    public void close() {
        store.close();
    }
}
