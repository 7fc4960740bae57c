package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.store.ConversationStore;
import io.noclobber.store.RowMerge;
import io.noclobber.store.StoredKey;
import io.noclobber.store.StoredRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one conversation has read of one database, on whichever connections, as one request of it has found that. Thread-safe.
 * A store that fails costs no statement: what it does not tell is not known, and that is reported.
 */
public final class SharedImages {
    private final Supplier<ConversationStore> store;
    private final String conversation;
    private final SeenRows seen;
    private final String database;
    private final long maximumAge;
    private final LongSupplier millis;
    private final ImageEvents events;
    private final StoreEvents failures;

    /**
     * What a store keeps of a conversation.
     *
     * @param store gives the store, and may fail as the store may
     * @param seen what the request has found so far
     * @param database what tells the database from others
     * @param age how long an image counts after it was read
     * @param events is told which images were too old
     */
    public SharedImages(
            Supplier<ConversationStore> store,
            String conversation,
            SeenRows seen,
            String database,
            Duration age,
            LongSupplier millis,
            ImageEvents events,
            StoreEvents failures) {
        this.store = store;
        this.conversation = conversation;
        this.seen = seen;
        this.database = database;
        this.maximumAge = Images.saturatedMillis(age);
        this.millis = millis;
        this.events = events;
        this.failures = failures;
    }

    boolean isOf(String id, SeenRows request) {
        return seen == request && conversation.equals(id);
    }

    String conversation() {
        return conversation;
    }

    /** What is known of a row; what is too old leaves. */
    @Nullable StoredRow find(RowKey key) {
        StoredKey wanted = key(key);
        StoredRow mine = seen.find(wanted);
        StoredRow row = mine == null ? kept(wanted) : mine;
        if (row != null && isOld(row.image())) {
            remove(List.of(key));
            events.dropped(1, DropReason.AGE);
            return null;
        }
        return row;
    }

    private @Nullable StoredRow kept(StoredKey key) {
        return asked("find", () -> store.get().find(conversation, List.of(key)), Map.<StoredKey, StoredRow>of())
                .get(key);
    }

    /** All that is known and not too old. */
    List<StoredRow> rows() {
        Map<StoredKey, StoredRow> all = new LinkedHashMap<>();
        asked("find", () -> store.get().rows(conversation, database), List.<StoredRow>of())
                .forEach(row -> all.put(row.key(), row));
        seen.rows(database).forEach(row -> all.put(row.key(), row));
        List<StoredRow> rows = new ArrayList<>(all.values());
        rows.removeIf(row -> isOld(row.image()));
        return rows;
    }

    private boolean isOld(RowImage image) {
        return millis.getAsLong() - image.readAtMillis() > maximumAge;
    }

    void read(RowImage image, boolean renews) {
        RowMerge how = renews ? RowMerge.RENEWED : RowMerge.FIRST_STANDS;
        StoredRow now = row(image, false);
        seen.put(how.merge(find(image.key()), now));
        keep(List.of(now), how);
    }

    void merge(List<StoredRow> rows, RowMerge how) {
        rows.forEach(row -> seen.put(how.merge(seen.find(row.key()), row)));
        keep(rows, how);
    }

    private void keep(List<StoredRow> rows, RowMerge how) {
        if (!rows.isEmpty()) {
            told("merge", () -> store.get().merge(conversation, rows, how));
        }
    }

    void remove(Collection<RowKey> keys) {
        if (!keys.isEmpty()) {
            List<StoredKey> stored = keys.stream().map(this::key).toList();
            stored.forEach(seen::remove);
            told("remove", () -> store.get().remove(conversation, stored));
        }
    }

    StoredRow row(RowImage image, boolean doubtful) {
        return StoredRow.of(database, image, doubtful);
    }

    private StoredKey key(RowKey key) {
        return StoredKey.of(database, key);
    }

    private <T> T asked(String what, Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException failure) {
            failures.failed(what, failure);
            return otherwise;
        }
    }

    private void told(String what, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException failure) {
            failures.failed(what, failure);
        }
    }
}
