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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one conversation has read of one database, on whichever connections, as one request of it has found that. Thread-safe.
 * A store that fails costs no statement: what it does not tell is not known, and that is reported.
 */
public final class SharedImages {
    private static final String NO_ANSWER = "the answer of the store of conversations is null";

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

    /** What was read until now is known from here on, to whoever asks. */
    void settle() {
        UntoldReads.tell(conversation);
    }

    /** What is known of a row; what is too old leaves. */
    @Nullable StoredRow find(RowKey key) {
        settle();
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
        return found(List.of(key)).get(key);
    }

    /** All that is known and not too old. */
    List<StoredRow> rows() {
        settle();
        Map<StoredKey, StoredRow> all = new LinkedHashMap<>();
        asked("find", this::keptRows, List.<StoredRow>of()).forEach(row -> all.put(row.key(), row));
        seen.rows(database).forEach(row -> all.put(row.key(), row));
        List<StoredRow> rows = new ArrayList<>(all.values());
        rows.removeIf(row -> isOld(row.image()));
        return rows;
    }

    private boolean isOld(RowImage image) {
        return millis.getAsLong() - image.readAtMillis() > maximumAge;
    }

    /**
     * A row was read. The conversation is told when somebody wants to know, or {@link #settle}.
     *
     * @param before is then told what was known of the row, if anything was
     */
    void read(RowImage image, boolean renews, @Nullable Consumer<RowImage> before) {
        RowMerge how = renews ? RowMerge.RENEWED : RowMerge.FIRST_STANDS;
        seen.reads(conversation);
        UntoldReads.add(conversation, new UntoldReads.Read(this, row(image, false), how, before));
    }

    /** The conversation is told what was read, by one question and one message. */
    void told(List<UntoldReads.Read> reads) {
        Map<StoredKey, StoredRow> known = known(reads);
        List<@Nullable StoredRow> before = new ArrayList<>(reads.size());
        for (UntoldReads.Read read : reads) {
            StoredKey key = read.row().key();
            StoredRow then = known.get(key);
            StoredRow now = read.how().merge(then, read.row());
            before.add(then);
            known.put(key, now);
            seen.put(now);
        }
        keep(reads);
        for (int i = 0; i < reads.size(); i++) {
            StoredRow then = before.get(i);
            if (then != null) {
                reads.get(i).tell(then.image());
            }
        }
    }

    private void keep(List<UntoldReads.Read> reads) {
        for (int from = 0; from < reads.size(); ) {
            RowMerge how = reads.get(from).how();
            List<StoredRow> rows = new ArrayList<>(reads.size());
            for (; from < reads.size() && reads.get(from).how() == how; from++) {
                rows.add(reads.get(from).row());
            }
            keep(rows, how);
        }
    }

    private Map<StoredKey, StoredRow> known(List<UntoldReads.Read> reads) {
        Map<StoredKey, StoredRow> known = new HashMap<>();
        List<StoredKey> others = new ArrayList<>();
        for (UntoldReads.Read read : reads) {
            StoredKey key = read.row().key();
            StoredRow mine = seen.find(key);
            if (mine == null) {
                others.add(key);
            } else {
                known.put(key, mine);
            }
        }
        if (!others.isEmpty()) {
            known.putAll(found(others));
        }
        dropOld(known);
        return known;
    }

    private void dropOld(Map<StoredKey, StoredRow> known) {
        List<StoredKey> old = new ArrayList<>();
        known.values().removeIf(row -> isOld(row.image()) && old.add(row.key()));
        if (!old.isEmpty()) {
            forget(old);
            events.dropped(old.size(), DropReason.AGE);
        }
    }

    void merge(List<StoredRow> rows, RowMerge how) {
        settle();
        rows.forEach(row -> seen.put(how.merge(seen.find(row.key()), row)));
        keep(rows, how);
    }

    private void keep(List<StoredRow> rows, RowMerge how) {
        if (!rows.isEmpty()) {
            told("merge", () -> store.get().merge(conversation, rows, how));
        }
    }

    void remove(Collection<RowKey> keys) {
        settle();
        if (!keys.isEmpty()) {
            forget(keys.stream().map(this::key).toList());
        }
    }

    private void forget(List<StoredKey> keys) {
        keys.forEach(seen::remove);
        told("remove", () -> store.get().remove(conversation, keys));
    }

    StoredRow row(RowImage image, boolean doubtful) {
        return StoredRow.of(database, image, doubtful);
    }

    private StoredKey key(RowKey key) {
        return StoredKey.of(database, key);
    }

    private Map<StoredKey, StoredRow> found(Collection<StoredKey> keys) {
        return asked(
                "find",
                () -> {
                    Map<StoredKey, StoredRow> found = store.get().find(conversation, keys);
                    Map<StoredKey, StoredRow> rows = new HashMap<>(Objects.requireNonNull(found, NO_ANSWER));
                    rows.values().removeIf(Objects::isNull);
                    return rows;
                },
                Map.<StoredKey, StoredRow>of());
    }

    private List<StoredRow> keptRows() {
        List<StoredRow> kept = store.get().rows(conversation, database);
        List<StoredRow> rows = new ArrayList<>(Objects.requireNonNull(kept, NO_ANSWER));
        rows.removeIf(Objects::isNull);
        return rows;
    }

    private <T> T asked(String what, Supplier<T> question, T otherwise) {
        return StoreEvents.asked(failures, what, question, otherwise);
    }

    private void told(String what, Runnable change) {
        asked(
                what,
                () -> {
                    change.run();
                    return true;
                },
                false);
    }
}
