package io.noclobber.internal.image;

import io.noclobber.internal.image.ImageStore.Lifetime;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of a connection's work remembers: by itself, and for the conversation that it works for. Thread-safe.
 *
 * <p>The transaction is that of the connection, whatever it works for, so both learn what becomes of it.
 */
public final class Memory {
    /** What belongs to a transaction is as old as that, and a conversation has a limit of its own. */
    private static final Duration AGELESS = Duration.ofDays(36_500);

    /** Gives what a conversation has read, as one of its requests has found it. */
    @FunctionalInterface
    public interface Opening {
        SharedImages of(String conversation, SeenRows request);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final ImageLimits limits;
    private final ImageEvents events;
    private final LongSupplier millis;
    private final ImageStore own;

    /** What this connection has written for conversations; there is none before it works for one. */
    private @Nullable OwnTransaction conversing;

    private volatile RowImages current;

    /**
     * The memory of a connection that has read nothing and works for no conversation.
     *
     * @param lifetime how long images live that belong to no conversation
     */
    public Memory(ImageLimits limits, Lifetime lifetime, ImageEvents events, LongSupplier millis) {
        this(limits, events, millis, new ImageStore(limits, lifetime, events, millis));
    }

    private Memory(ImageLimits limits, ImageEvents events, LongSupplier millis, ImageStore own) {
        this.limits = limits;
        this.events = events;
        this.millis = millis;
        this.own = own;
        this.current = own;
    }

    /** What is known in the work that is being done. */
    public RowImages images() {
        return current;
    }

    /** Whether that is work for a conversation. */
    public boolean converses() {
        return current != own;
    }

    /** Whether that work shows its user anew what it reads. */
    public boolean renews() {
        return current instanceof ConversationImages images && images.renews();
    }

    /** What is known outside of conversations. */
    public RowImages own() {
        return own;
    }

    /** Whether {@link #workFor} would change nothing. */
    public boolean worksFor(String conversation, SeenRows request, boolean renews) {
        return current instanceof ConversationImages images
                && images.renews() == renews
                && images.isOf(conversation, request);
    }

    /**
     * The work that follows is for {@code conversation}; unless the transaction has written for another, or for none, which it
     * then belongs to until it ends.
     *
     * @param request what the request has found of the conversation
     * @param renews whether what is read is shown to the user anew
     */
    public void workFor(String conversation, SeenRows request, boolean renews, Opening open) {
        if (worksFor(conversation, request, renews)) {
            return;
        }
        lock.lock();
        try {
            if (current instanceof ConversationImages images && images.isOf(conversation)) {
                SharedImages shared =
                        images.isOf(conversation, request) ? images.shared() : open.of(conversation, request);
                current = images.going(shared, renews);
            } else if (!current.hasWritten()) {
                leave();
                current = new ConversationImages(open.of(conversation, request), conversing(), renews);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The work that follows is for no conversation; unless the transaction has written for one. */
    public void workForNone() {
        if (current == own) {
            return;
        }
        lock.lock();
        try {
            if (!current.hasWritten()) {
                leave();
                current = own;
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        if (current instanceof ConversationImages images) {
            images.leave();
        }
    }

    private OwnTransaction conversing() {
        OwnTransaction made = conversing;
        if (made == null) {
            ImageLimits ageless = new ImageLimits(limits.rows(), limits.bytes(), AGELESS);
            ImageStore store = new ImageStore(ageless, Lifetime.CONNECTION, events, millis);
            store.joinTransaction(own);
            made = new OwnTransaction(store);
            conversing = made;
        }
        return made;
    }

    /** Something becomes of the transaction. */
    private interface Event {
        void of(ImageStore store);
    }

    private void each(Event event) {
        event.of(own);
        OwnTransaction made = conversing;
        if (made != null) {
            event.of(made.store());
        }
    }

    private void publish() {
        if (current instanceof ConversationImages images) {
            OwnTransaction made = conversing;
            if (made != null) {
                made.publish(images.shared());
            }
        }
    }

    /** The autocommit mode is {@code on} from here; a change to on commits, as the driver does. */
    public void autoCommit(boolean on) {
        locked(() -> {
            boolean commits = on && own.inTransaction();
            each(store -> store.autoCommit(on));
            if (commits) {
                publish();
            }
        });
    }

    /** A transaction was begun in autocommit mode by a statement; it lasts until commit or rollback. */
    public void begin() {
        locked(() -> each(ImageStore::begin));
    }

    /** A savepoint was set; one set before with an equal token is hidden until this one is released. */
    public void savepoint(Object token) {
        locked(() -> each(store -> store.savepoint(token)));
    }

    /** The transaction was rolled back to a savepoint, which stays set. */
    public void rollbackTo(Object token) {
        locked(() -> each(store -> store.rollbackTo(token)));
    }

    /** A savepoint, and those set after it, were released. */
    public void release(Object token) {
        locked(() -> each(store -> store.release(token)));
    }

    /**
     * The transaction may have ended: no row counts as held any more. What was known stays, and a
     * rollback that comes later undoes what it would have undone.
     */
    public void endHolds() {
        locked(() -> each(ImageStore::endHolds));
    }

    /** The transaction, or a part of it, was committed or rolled back, nobody knows which. */
    public void endUnknown() {
        locked(() -> {
            each(ImageStore::endUnknown);
            publish();
        });
    }

    /** The transaction was committed. */
    public void commit() {
        locked(() -> {
            each(ImageStore::commit);
            publish();
        });
    }

    /** The transaction was rolled back. */
    public void rollback() {
        locked(() -> {
            each(ImageStore::rollback);
            if (current instanceof ConversationImages images && conversing != null) {
                conversing.giveBack(images.shared());
            }
        });
    }

    /** A memory for a branch of a distributed transaction, with what is known here: see {@link ImageStore#branch}. */
    public Memory branch() {
        return new Memory(limits, events, millis, own.branch());
    }

    /** The transaction of a branch is over, and what it knows by itself is known here. */
    public void join(Memory branch) {
        own.join(branch.own);
    }

    /** Whether something is remembered that is no conversation's. */
    public boolean isEmpty() {
        OwnTransaction made = conversing;
        return own.isEmpty() && (made == null || made.isEmpty());
    }

    /**
     * Everything is forgotten but what conversations know, and the work is for none.
     *
     * @return how many rows that were
     */
    public int clear() {
        lock.lock();
        try {
            if (conversing != null) {
                conversing.forget();
            }
            leave();
            current = own;
            return own.clear();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
