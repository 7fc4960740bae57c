package io.noclobber.internal.image;

import io.noclobber.row.RowImage;
import io.noclobber.row.RowKey;
import io.noclobber.row.TableName;
import io.noclobber.store.RowMerge;
import io.noclobber.store.StoredRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows while it works for a conversation: what its own transaction has written, and else what the
 * conversation has read. Thread-safe.
 *
 * <p>In a conversation the first read of a row stands: a request that loads a row to save it must not pass for the user's
 * having looked at it.
 */
final class ConversationImages implements RowImages {
    private final SharedImages shared;
    private final OwnTransaction own;
    private final boolean renews;

    /** Set when the connection works for another conversation, or for none; a result set may still show rows of this one. */
    private final AtomicBoolean left;

    /** The images for work that, where {@code renews}, shows the user the rows that it reads. */
    ConversationImages(SharedImages shared, OwnTransaction own, boolean renews) {
        this(shared, own, renews, new AtomicBoolean());
    }

    private ConversationImages(SharedImages shared, OwnTransaction own, boolean renews, AtomicBoolean left) {
        this.shared = shared;
        this.own = own;
        this.renews = renews;
        this.left = left;
    }

    boolean isOf(@Nullable String conversation) {
        return shared.conversation().equals(conversation);
    }

    boolean isOf(String conversation, SeenRows request) {
        return shared.isOf(conversation, request);
    }

    boolean renews() {
        return renews;
    }

    SharedImages shared() {
        return shared;
    }

    /** The same conversation, for work that shows rows anew, or for other work; in the same request or in another. */
    ConversationImages going(SharedImages on, boolean now) {
        return new ConversationImages(on, own, now, left);
    }

    /** The connection does other work from here on. */
    void leave() {
        shared.settle();
        own.giveBack(shared);
        left.set(true);
    }

    private ImageStore store() {
        return own.store();
    }

    @Override
    public boolean isEmpty() {
        return own.isEmpty() && shared.rows().isEmpty();
    }

    @Override
    public boolean holds(TableName table) {
        return store().holds(table) || !keys(table).isEmpty();
    }

    @Override
    public List<TableName> tables() {
        Set<TableName> tables = new LinkedHashSet<>(store().tables());
        shared.rows().forEach(row -> tables.add(row.key().key().table()));
        return List.copyOf(tables);
    }

    @Override
    public List<RowKey> keys(TableName table) {
        return images(table).stream().map(RowImage::key).toList();
    }

    @Override
    public List<RowImage> images(TableName table) {
        return own.alone(() -> {
            List<RowImage> images = new ArrayList<>(store().images(table));
            for (StoredRow row : shared.rows()) {
                RowKey key = row.key().key();
                if (key.table().equals(table) && !own.has(key)) {
                    images.add(row.image());
                }
            }
            return images;
        });
    }

    @Override
    public @Nullable RowImage find(RowKey key) {
        if (left.get()) {
            StoredRow row = shared.find(key);
            return row == null ? null : row.image();
        }
        return own.<@Nullable RowImage>alone(() -> {
            if (own.has(key)) {
                return store().find(key);
            }
            StoredRow row = shared.find(key);
            return row == null ? null : row.image();
        });
    }

    @Override
    public boolean held(RowKey key) {
        return store().held(key);
    }

    @Override
    public boolean isDoubtful(RowKey key) {
        return own.alone(() -> {
            if (own.has(key)) {
                return store().isDoubtful(key);
            }
            StoredRow row = shared.find(key);
            return row != null && row.isDoubtful();
        });
    }

    @Override
    public boolean isKnown(RowKey key) {
        return store().isKnown(key);
    }

    @Override
    public boolean outlivesTransaction() {
        return true;
    }

    @Override
    public void read(RowImage image) {
        reads(image, null);
    }

    @Override
    public void read(RowImage image, Consumer<RowImage> before) {
        reads(image, before);
    }

    private void reads(RowImage image, @Nullable Consumer<RowImage> before) {
        if (left.get()) {
            shared.read(image, renews, before);
            return;
        }
        own.alone(() -> {
            if (own.has(image.key()) || mayBeOwnWork(image.key())) {
                readOwn(image, before);
            } else {
                shared.read(image, renews, before);
            }
            return null;
        });
    }

    @Override
    public void settle() {
        shared.settle();
    }

    /** A row of which nothing was known when the transaction wrote to its table; a rollback may take it back. */
    private boolean mayBeOwnWork(RowKey key) {
        return store().isMarked(key.table()) && shared.find(key) == null;
    }

    private void readOwn(RowImage image, @Nullable Consumer<RowImage> before) {
        RowKey key = image.key();
        RowImage known = store().find(key);
        if (known != null && before != null) {
            before.accept(known);
        }
        if (known == null || renews || store().held(key) || store().isDoubtful(key)) {
            store().read(image);
        } else {
            StoredRow both = RowMerge.FIRST_STANDS.merge(shared.row(known, false), shared.row(image, false));
            store().replaced(both.image());
        }
    }

    /** What was read first stands, under whichever spelling that was. */
    @Override
    public void joined(RowKey newer, RowKey older) {
        own.alone(() -> {
            RowImage one = find(newer);
            RowImage other = find(older);
            if (one != null && other != null) {
                RowImage renamed = other.under(newer);
                boolean otherFirst = other.readAtMillis() < one.readAtMillis();
                replace(otherFirst ? renamed.over(one) : one.over(renamed));
                if (own.has(older)) {
                    store().remove(older);
                } else {
                    shared.remove(List.of(older));
                }
            }
            return null;
        });
    }

    @Override
    public void replaced(RowImage image) {
        own.alone(() -> {
            if (find(image.key()) != null) {
                replace(image);
            }
            return null;
        });
    }

    private void replace(RowImage image) {
        if (own.has(image.key())) {
            store().replaced(image);
        } else {
            shared.merge(List.of(shared.row(image, false)), RowMerge.REPLACED);
        }
    }

    @Override
    public void wrote(RowKey key, OwnWork work) {
        own.write(shared, key, () -> store().wrote(key, work));
    }

    @Override
    public void wrote(RowKey key, OwnWork work, RowImage stored) {
        own.write(shared, key, () -> store().wrote(key, work, stored));
    }

    @Override
    public void mayHaveWritten(RowKey key, OwnWork work) {
        own.write(shared, key, () -> store().mayHaveWritten(key, work));
    }

    @Override
    public void deleted(RowKey key) {
        own.write(shared, key, () -> store().deleted(key));
    }

    @Override
    public void doubt(RowKey key) {
        store().doubt(key);
    }

    @Override
    public void inserted(TableName table) {
        store().inserted(table);
    }

    @Override
    public void forget(TableName table, OwnWork work, DropReason why) {
        own.writeAll(shared, table, () -> store().forget(table, work, why));
    }

    @Override
    public void forgetAll(DropReason why) {
        own.writeAll(shared, null, () -> store().forgetAll(why));
    }

    @Override
    public List<RowImage> unconfirmed() {
        return store().unconfirmed();
    }

    @Override
    public void confirmed(RowKey key, RowImage stored) {
        store().confirmed(key, stored);
    }

    @Override
    public void lost(RowKey key) {
        store().lost(key);
    }

    @Override
    public boolean hasWritten() {
        return store().hasWritten();
    }

    @Override
    public void doubtWritten() {
        store().doubtWritten();
    }
}
