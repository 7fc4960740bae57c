package io.noclobber;

import io.noclobber.internal.conversation.Binding;
import io.noclobber.internal.image.SeenRows;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request of a user, on whichever threads work for it: the entry of the agent for web applications. To which conversation it
 * belongs is asked when a statement runs, not before. Thread-safe.
 */
public final class ServedRequest {
    private static final Origin NOBODY = new Origin() {
        @Override
        public @Nullable String conversation() {
            return null;
        }

        @Override
        public boolean renews() {
            return false;
        }
    };

    /** Says what a request belongs to. Asked by each statement. Thread-safe. */
    public interface Origin {
        /** The id of the conversation, or {@code null} for none. */
        @Nullable String conversation();

        /** Whether the request shows its user what it reads. */
        boolean renews();
    }

    /** A thread that works for a request. */
    @FunctionalInterface
    public interface Bound {
        /** The thread is bound to what it was bound to before. */
        void undo();
    }

    private final Binding.Work work;
    private final SeenRows seen = new SeenRows();

    /** A request that has read nothing yet. */
    public ServedRequest(Origin origin) {
        this.work = work(origin);
    }

    private static Binding.Work work(Origin origin) {
        return new Binding.Work() {
            @Override
            public @Nullable String conversation() {
                return origin.conversation();
            }

            @Override
            public boolean renews() {
                return origin.renews();
            }
        };
    }

    /** The calling thread works for the request. */
    public Bound bind() {
        return Binding.bind(work, seen)::undo;
    }

    /** Asks somebody who may read from a database himself, for whom the calling thread works for no request. */
    public static <T extends @Nullable Object> T outside(Supplier<T> question) {
        Binding nobody = Binding.bind(work(NOBODY), new SeenRows());
        try {
            return question.get();
        } finally {
            nobody.undo();
        }
    }

    /** What was read in a conversation was read in another one; also what is read from here on by what has begun in the first one. */
    public static void rename(String from, String to) {
        Composition.rename(from, to);
    }
}
