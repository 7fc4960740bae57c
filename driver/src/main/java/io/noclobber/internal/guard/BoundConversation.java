package io.noclobber.internal.guard;

import io.noclobber.config.Reread;
import io.noclobber.config.Scope;
import io.noclobber.internal.conversation.Binding;
import io.noclobber.internal.conversation.Conversations;
import io.noclobber.internal.image.Memory;
import io.noclobber.internal.image.SeenRows;
import io.noclobber.internal.image.SharedImages;
import org.jspecify.annotations.Nullable;

/**
 * The conversation that the work of one connection is for: the one that it is bound to itself, or else that of the thread
 * which uses it. Thread-safe.
 */
final class BoundConversation {
    private final Environment environment;
    private final Scope scope;
    private final Branches branches;
    private final Counts counts;
    private final Memory.Opening opening = this::open;
    private volatile @Nullable Named named;
    private volatile boolean withoutConversation;

    /** What the connection itself is bound to, and what its borrower has found of it. */
    private record Named(String conversation, SeenRows seen) {}

    /** What a statement works for. */
    private record Work(String conversation, SeenRows seen, boolean renews) {}

    BoundConversation(Environment environment, Branches branches, Counts counts) {
        this.environment = environment;
        this.scope = environment.settings().scope();
        this.branches = branches;
        this.counts = counts;
    }

    /**
     * A statement is about to run: it works for the conversation that the connection is bound to, or else its thread. Costs
     * next to nothing where no conversation was ever opened.
     *
     * <p>Whoever calls this is alone at the connection ({@link Transactions#alone}): what the connection works for is what
     * each of its threads goes by until it is done with its statement.
     */
    void begin() {
        if (isUnused()) {
            return;
        }
        Work work = work();
        if (work != null) {
            memory().workFor(work.conversation(), work.seen(), work.renews(), opening);
            return;
        }
        memory().workForNone();
        if (isToBeCounted()) {
            withoutConversation = true;
            counts.withoutConversation();
        }
    }

    /** Whether {@link #begin} would change nothing: the connection works already for what the calling thread works for. */
    boolean isBegun() {
        if (isUnused()) {
            return true;
        }
        Work work = work();
        return work == null
                ? !memory().converses() && !isToBeCounted()
                : memory().worksFor(work.conversation(), work.seen(), work.renews());
    }

    private boolean isUnused() {
        return !Binding.isUsed() && scope != Scope.CONVERSATION || !scope.converses();
    }

    private boolean isToBeCounted() {
        return scope == Scope.CONVERSATION && !withoutConversation;
    }

    /** What the calling thread works for on this connection, {@code null} where for no conversation. */
    private @Nullable Work work() {
        Binding thread = Binding.current();
        String ofThread = thread == null ? null : thread.conversation();
        Named bound = named;
        if (thread != null
                && ofThread != null
                && (bound == null || bound.conversation().equals(ofThread))) {
            return new Work(ofThread, thread.seen(), thread.renews() || renews());
        }
        return bound == null ? null : new Work(bound.conversation(), bound.seen(), renews());
    }

    private Memory memory() {
        return branches.current().memory();
    }

    private boolean renews() {
        return environment.settings().reread() == Reread.RENEW;
    }

    private SharedImages open(String id, SeenRows request) {
        Conversations conversations = environment.conversations();
        return new SharedImages(
                conversations.store(),
                id,
                request,
                conversations.database(),
                conversations.age(),
                environment.clock()::millis,
                counts::dropped,
                counts::storeFailed);
    }

    /** Binds the connection itself, whatever its threads are bound to; {@code null} unbinds it. */
    void bind(@Nullable String id) {
        if (id != null) {
            Binding.use();
        }
        named = id == null ? null : new Named(id, new SeenRows());
    }

    /** What the connection itself is bound to, {@code null} for nothing. */
    @Nullable String id() {
        Named bound = named;
        return bound == null ? null : bound.conversation();
    }
}
