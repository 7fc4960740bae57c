package io.noclobber.internal.conversation;

import io.noclobber.internal.image.SeenRows;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread works for a conversation, or for none. Immutable, but for what the thread is bound to, which is confined to it.
 *
 * <p>Bindings are nested: each knows the one that it stands before. One that is undone takes those with it that were made
 * since and are left over, so that no thread of a pool stays bound to what its next task has nothing to do with.
 */
public final class Binding {
    private static final ThreadLocal<@Nullable Binding> OF_THREAD = new ThreadLocal<>();

    /** Set for good by the first binding, so that nobody looks where no conversation was ever opened. */
    private static volatile boolean used;

    /** What a thread works for; asked anew by each statement, so that it need not be known when the thread is bound. */
    public interface Work {
        /** The id of the conversation, or {@code null} for none. */
        @Nullable String conversation();

        /** Whether the user is shown what is read. */
        boolean renews();
    }

    private record Known(String conversation, boolean renews) implements Work {
        Known {
            Objects.requireNonNull(conversation, "conversation");
        }
    }

    private final Work work;
    private final SeenRows seen;
    private final @Nullable Binding before;

    private Binding(Work work, SeenRows seen, @Nullable Binding before) {
        this.work = work;
        this.seen = seen;
        this.before = before;
    }

    /** Whether anything was ever bound to a conversation in this JVM. */
    public static boolean isUsed() {
        return used;
    }

    /** A connection is bound to a conversation. */
    public static void use() {
        used = true;
    }

    /** What the calling thread is bound to. */
    public static @Nullable Binding current() {
        return OF_THREAD.get();
    }

    /**
     * Binds the calling thread. Where it is bound to the conversation already, that is the same request, which goes on to
     * show the user what it reads if it did.
     *
     * @param renews whether it shows the user what it reads in any case
     */
    public static Binding bind(String conversation, boolean renews) {
        Binding same = of(conversation);
        return same == null
                ? bind(conversation, new SeenRows(), renews)
                : bind(conversation, same.seen, renews || same.renews());
    }

    /** Whether the calling thread works for a conversation, and shows its user what it reads. */
    public static boolean renews(String conversation) {
        Binding same = of(conversation);
        return same != null && same.renews();
    }

    /** Binds the calling thread, for a request that has found something already. */
    public static Binding bind(String conversation, SeenRows seen, boolean renews) {
        return bind(new Known(conversation, renews), seen);
    }

    /** Binds the calling thread to work of which nothing may be known yet. */
    public static Binding bind(Work work, SeenRows seen) {
        used = true;
        Binding bound = new Binding(work, seen, OF_THREAD.get());
        OF_THREAD.set(bound);
        return bound;
    }

    private static @Nullable Binding of(String conversation) {
        Binding bound = OF_THREAD.get();
        while (bound != null && !conversation.equals(bound.conversation())) {
            bound = bound.before;
        }
        return bound;
    }

    /** A conversation has been forgotten: the calling thread has read nothing of it either. */
    public static void forget(String conversation) {
        Binding bound = of(conversation);
        if (bound != null) {
            bound.seen.clear();
        }
    }

    /** The calling thread is bound to what it was bound to before this; nothing happens where this is undone already. */
    public void undo() {
        unbind();
        seen.tell();
    }

    private void unbind() {
        for (Binding bound = OF_THREAD.get(); bound != null; bound = bound.before) {
            if (bound == this) {
                if (before == null) {
                    OF_THREAD.remove();
                } else {
                    OF_THREAD.set(before);
                }
                return;
            }
        }
    }

    /** The id of the conversation, or {@code null} for none. */
    public @Nullable String conversation() {
        return work.conversation();
    }

    /** What the request has found of the conversation. */
    public SeenRows seen() {
        return seen;
    }

    public boolean renews() {
        return work.renews();
    }
}
